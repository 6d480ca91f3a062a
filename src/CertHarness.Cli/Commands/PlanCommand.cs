using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Model;
using CertHarness.Model.Json;
using CertHarness.Model.Planning;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Runs;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness plan</c>: what a run would do, from the ICS alone; the SUT is not touched.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var campaign = new CampaignOptions();
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var only = Options.Only("Plan only the scenarios of a tag expression, such as \"@security and not @slow\".");
        var json = new Option<bool>("--json") { Description = "Print plan.json." };
        var command = new Command("plan", "Shows what a run would do. The SUT is not touched.") { only, suite, plugins, json };
        campaign.AddTo(command);
        command.SetAction(parsed => Print(
            campaign.Source(parsed),
            parsed.GetValue(suite),
            Loading.Harness(parsed.GetValue(plugins)) with { Operator = TerminalOperator.AtHand },
            parsed.GetValue(only),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(CampaignSource source, string[]? folders, Harness harness, string? only, bool json, TextWriter output)
    {
        var suite = Loading.Suite(folders);
        Options.MustBeTagExpression(only, suite);
        var campaign = Loading.Campaign(source, suite, harness);
        var driver = harness.DriverOf(suite.Profiles.Single(p => p.Id == campaign.Profile).Scheme)!;
        var plan = RunPlan.Of(suite, campaign, driver, harness.OfferOf(campaign), observed: []);
        if (only is not null)
            plan = Part(plan, suite.Features.Select(only).Select(s => s.Key).ToHashSet());
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

        output.WriteLine(
            $"{Counted.Of(plan.Requirements.Count, "requirement")}, {Counted.Of(plan.Scenarios.Count, "scenario")}, "
            + $"{Counted.Of(plan.Requirements.Count(r => r.Monitored), "monitor")}, suite {plan.SuiteDigest[..12]}");
        return (int)ExitCode.Met;
    }

    /// <summary>The part of a plan with some scenarios: the requirements that they verify.</summary>
    private static Plan Part(Plan plan, HashSet<string> scenarios) => plan with
    {
        Requirements =
        [
            .. plan.Requirements
                .Select(r => r with { Scenarios = [.. r.Scenarios.Where(scenarios.Contains)] })
                .Where(r => r.Scenarios.Count > 0),
        ],
        Scenarios = [.. plan.Scenarios.Where(s => scenarios.Contains(s.Key))],
    };
}
