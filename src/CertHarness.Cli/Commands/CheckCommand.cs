using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Model.Configuration;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Suites;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness check</c>: reads everything and runs nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var campaign = Loading.CampaignArgument();
        var suite = Loading.SuiteOption();
        var command = new Command("check", "Checks that every step is bound, every tag known, every requirement covered or explained.") { campaign, suite };
        command.SetAction(parsed => Check(parsed.GetValue(campaign), parsed.GetValue(suite), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Check(string? campaign, string[]? folders, TextWriter output)
    {
        var harness = Loading.Harness();
        var suite = Loading.Suite(folders);
        var diagnostics = new DiagnosticBag();
        var check = new SuiteCheck(suite, Loading.Steps(harness));
        foreach (var finding in check.Check(suite.Features.Scenarios).Concat(check.CheckCoverage()))
            diagnostics.Add(finding);

        foreach (var profile in suite.Profiles)
            suite.Check(profile, diagnostics);

        foreach (var name in campaign is null ? suite.CampaignNames : [campaign])
            new CampaignSource(name, null, null, null).Resolve(suite, harness, diagnostics);

        DiagnosticLines.Write([.. suite.Diagnostics, .. diagnostics.Diagnostics], output);
        return diagnostics.HasErrors || suite.Diagnostics.Any(d => d.Severity == Severity.Error)
            ? (int)ExitCode.Configuration
            : (int)ExitCode.Met;
    }
}
