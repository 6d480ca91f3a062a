using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Model;
using CertHarness.Model.Json;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Runs;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness plan</c>: what a run would do, from the ICS alone; the SUT is not touched.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var campaign = Loading.CampaignArgument();
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var json = new Option<bool>("--json") { Description = "Print plan.json." };
        var command = new Command("plan", "Shows what a run would do. The SUT is not touched.") { campaign, suite, plugins, json };
        command.SetAction(parsed => Print(
            new CampaignSource(parsed.GetValue(campaign), null, null, null),
            parsed.GetValue(suite),
            Loading.Harness(parsed.GetValue(plugins)) with { Operator = TerminalOperator.AtHand },
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(CampaignSource source, string[]? folders, Harness harness, bool json, TextWriter output)
    {
        var suite = Loading.Suite(folders);
        var campaign = Loading.Campaign(source, suite, harness);
        var driver = harness.DriverOf(suite.Profiles.Single(p => p.Id == campaign.Profile).Scheme)!;
        var plan = RunPlan.Of(suite, campaign, driver, harness.OfferOf(campaign), observed: []);
        if (json)
        {
            output.WriteLine(ModelJson.Write(plan));
            return (int)ExitCode.Met;
        }

        foreach (var requirement in plan.Requirements)
        {
            output.WriteLine($"{requirement.Requirement.Id,-18} {Spelling.Of(requirement.Level),-12} {requirement.Requirement.Title.En}");
            foreach (var scenario in requirement.Scenarios)
                output.WriteLine($"    {scenario}");

            if (requirement.Monitored)
                output.WriteLine("    every packet of every scenario");

            if (requirement.NotApplicable is { } reason)
                output.WriteLine($"    not applicable: {reason}");
            else if (requirement is { Scenarios.Count: 0, Monitored: false })
                output.WriteLine("    no scenario verifies it");
        }

        output.WriteLine($"{plan.Requirements.Count} requirements, {plan.Scenarios.Count} scenarios, {plan.Requirements.Count(r => r.Monitored)} monitors, suite {plan.SuiteDigest[..12]}");
        return (int)ExitCode.Met;
    }
}
