using System.CommandLine;
using CertHarness.Model.Campaigns;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Preflight;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness doctor</c>: preflight. Says what stands in the way of a run before it is begun.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var campaign = Loading.CampaignArgument();
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var output = new Option<string>("--out") { Description = "The folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => "reports" };
        var command = new Command("doctor", "Looks whether everything is there that a run of the campaign needs.") { campaign, suite, plugins, output };
        command.SetAction((parsed, cancellationToken) => PrintAsync(
            new CampaignSource(parsed.GetValue(campaign), null, null, null),
            parsed.GetValue(suite),
            Loading.Harness(parsed.GetValue(plugins)),
            parsed.GetRequiredValue(output),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> PrintAsync(
        CampaignSource source, string[]? folders, Harness harness, string reports, TextWriter output, CancellationToken cancellationToken)
    {
        var suite = Loading.Suite(folders);
        Campaign campaign = Loading.Campaign(source, suite, harness);
        output.WriteLine($"ok    suite: {suite.Features.Scenarios.Count} scenarios, {suite.Catalogues.Count} catalogues, {suite.Profiles.Count} profiles");
        var healthy = true;
        await foreach (var finding in Doctor.ExamineAsync(campaign, suite, harness, reports, TimeProvider.System, cancellationToken))
        {
            output.WriteLine($"{(finding.Ok ? "ok   " : "wrong")} {finding.Subject}: {finding.Text}");
            healthy &= finding.Ok;
        }

        return (int)(healthy ? ExitCode.Met : ExitCode.Inconclusive);
    }
}
