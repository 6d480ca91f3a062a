using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Preflight;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness doctor</c>: preflight. Says what stands in the way of a run before it is begun.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var campaign = new CampaignOptions();
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var output = new Option<string>("--out") { Description = "The folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => "reports" };
        var json = new Option<bool>("--json") { Description = "Print one JSON line and nothing else." };
        var command = new Command("doctor", "Looks whether everything is there that a run of the campaign needs.") { suite, plugins, output, json };
        campaign.AddTo(command);
        command.SetAction((parsed, cancellationToken) => PrintAsync(
            campaign.Source(parsed),
            parsed.GetValue(suite),
            Loading.Harness(parsed.GetValue(plugins)),
            parsed.GetRequiredValue(output),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> PrintAsync(
        CampaignSource source, string[]? folders, Harness harness, string reports, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        var suite = Loading.Suite(folders);
        var campaign = Loading.Campaign(source, suite, harness);
        var found = new List<PreflightFinding>
        {
            new(
                true,
                "suite",
                $"{Counted.Of(suite.Features.Scenarios.Count, "scenario")}, {Counted.Of(suite.Catalogues.Count, "catalogue")}, {Counted.Of(suite.Profiles.Count, "profile")}"),
        };
        if (!json)
            Print(found[0], output);
        await foreach (var finding in Doctor.ExamineAsync(campaign, suite, harness, reports, TimeProvider.System, cancellationToken))
        {
            found.Add(finding);
            if (!json)
                Print(finding, output);
        }

        var healthy = found.TrueForAll(f => f.Ok);
        if (json)
            await output.WriteLineAsync(Json(healthy, found));
        return (int)(healthy ? ExitCode.Met : ExitCode.Inconclusive);
    }

    private static void Print(PreflightFinding finding, TextWriter output) =>
        output.WriteLine($"{(finding.Ok ? "ok   " : "wrong")} {finding.Subject}: {finding.Text}");

    private static string Json(bool healthy, List<PreflightFinding> found) => JsonLine.Of(json =>
    {
        json.WriteBoolean("healthy", healthy);
        json.WriteStartArray("findings");
        foreach (var finding in found)
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", finding.Ok);
            json.WriteString("subject", finding.Subject);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
