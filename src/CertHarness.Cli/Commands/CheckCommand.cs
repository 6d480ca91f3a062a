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
        var plugins = Loading.PluginsOption();
        var command = new Command("check", "Checks that every step is bound, every tag known, every requirement covered or explained.") { campaign, suite, plugins };
        command.SetAction(parsed => Check(
            parsed.GetValue(campaign), parsed.GetValue(suite), parsed.GetValue(plugins), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Check(string? campaign, string[]? folders, string[]? plugins, TextWriter output)
    {
        var harness = Loading.Harness(plugins);
        var suite = Loading.Suite(folders);
        var diagnostics = new DiagnosticBag();
        var check = new SuiteCheck(suite, harness.Steps());
        var found = check.Check(suite.Features.Scenarios)
            .Concat(check.CheckVocabulary()).Concat(check.CheckMonitors(harness.Drivers)).Concat(check.CheckCoverage(harness.Monitored));
        foreach (var finding in found)
            diagnostics.Add(finding);

        foreach (var profile in suite.Profiles)
            suite.Check(profile, diagnostics);

        foreach (var name in campaign is null ? suite.CampaignNames : [campaign])
            new CampaignSource(name, null, null, null).Resolve(suite, harness, diagnostics);

        List<Diagnostic> findings = [.. suite.Diagnostics, .. harness.Diagnostics, .. diagnostics.Diagnostics];
        DiagnosticLines.Write(findings, output);
        return findings.Any(f => f.Severity == Severity.Error)
            ? (int)ExitCode.Configuration
            : (int)ExitCode.Met;
    }
}
