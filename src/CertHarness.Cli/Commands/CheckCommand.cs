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
        var campaign = new CampaignOptions();
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON line and nothing else." };
        var command = new Command("check", "Checks that every step is bound, every tag known, every requirement covered or explained.") { suite, plugins, json };
        campaign.AddTo(command);
        command.SetAction(parsed => Check(
            campaign.IsGiven(parsed) ? campaign.Source(parsed) : null,
            parsed.GetValue(suite),
            parsed.GetValue(plugins),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Check(CampaignSource? campaign, string[]? folders, string[]? plugins, bool json, TextWriter output)
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

        foreach (var source in campaign is null ? suite.CampaignNames.Select(name => new CampaignSource(name, null, null, null)) : [campaign])
            source.Resolve(suite, harness, diagnostics);

        List<Diagnostic> findings = [.. suite.Diagnostics, .. harness.Diagnostics, .. diagnostics.Diagnostics];
        if (json)
            output.WriteLine(DiagnosticLines.Json(findings));
        else
            DiagnosticLines.Write(findings, output);
        return findings.Any(f => f.Severity == Severity.Error)
            ? (int)ExitCode.Configuration
            : (int)ExitCode.Met;
    }
}
