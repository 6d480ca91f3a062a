using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Seal.Evaluating;
using CsCheck;

namespace CertHarness.Seal.Tests.Evaluating;

/// <summary>A monitor falsifies and never proves.</summary>
public sealed class MonitorRollUpTests
{
    private static readonly string[] Keys = ["a", "b", "c"];

    // Of a requirement that is watched: the verdicts of its scenarios, and for each scenario of the run packets and violations.
    private static readonly Gen<(Verdict[] Own, (int Packets, int Broken)[] Seen)> AnyRun = Gen.Select(
        Gen.Enum<Verdict>().Array[0, 2],
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], (packets, broken) => (packets, broken: Math.Min(packets, broken))).Array[3]);

    [Fact]
    public void One_violation_fails_a_requirement_whatever_its_scenarios_say() => AnyRun.Sample(run =>
    {
        var result = Evaluate(run.Own, run.Seen);
        return run.Seen.All(s => s.Broken == 0) || result.Verdict == (run.Own.Contains(Verdict.Error) ? Verdict.Error : Verdict.Fail);
    });

    [Fact]
    public void Without_a_violation_the_scenarios_decide_as_if_there_were_no_monitor() => AnyRun.Sample(run =>
    {
        var result = Evaluate(run.Own, [.. run.Seen.Select(s => s with { Broken = 0 })]);
        return run.Own.Length == 0 || result.Verdict == run.Own.RollUp();
    });

    [Fact]
    public void A_monitor_alone_passes_only_where_it_judged_a_packet() => AnyRun.Sample(run =>
    {
        var result = Evaluate([], [.. run.Seen.Select(s => s with { Broken = 0 })]);
        var packets = run.Seen.Sum(s => s.Packets);
        return result.Verdict == (packets > 0 ? Verdict.Pass : Verdict.Inconclusive) && result.Reason is null == packets > 0;
    });

    [Fact]
    public void A_monitor_alone_is_undecided_until_every_scenario_ran()
    {
        var input = Input(Runs.Requirement("S-1", Level.Basic, []) with { Monitored = true }, [], [(5, 0), (5, 0), (5, 0)]);

        var result = Evaluator.Evaluate(input with { Results = input.Results.Where(r => r.Key != "b").ToDictionary() }).Requirements[0];

        Assert.Equal((Verdict.Inconclusive, 10), (result.Verdict, result.Monitor!.Packets));
        Assert.Contains("not every scenario ran", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_was_seen_is_lost() => AnyRun.Sample(run =>
    {
        var monitor = Evaluate(run.Own, run.Seen).Monitor!;
        return monitor.Packets == run.Seen.Sum(s => s.Packets)
            && monitor.Broken() == run.Seen.Sum(s => s.Broken)
            && monitor.Violations.Select(v => v.Scenario).SequenceEqual(Keys.Where((_, i) => run.Seen[i].Broken > 0));
    });

    [Fact]
    public void A_requirement_that_is_not_applicable_or_not_watched_takes_no_notice()
    {
        var requirement = Runs.Requirement("S-1", Level.Basic, []);

        var unwatched = Evaluate(requirement, [Verdict.Pass], [(5, 1), (0, 0), (0, 0)]);
        var inapplicable = Evaluate(requirement with { NotApplicable = "why" }, [Verdict.Pass], [(5, 1), (0, 0), (0, 0)]);

        Assert.Equal((Verdict.Inconclusive, null), (unwatched.Verdict, unwatched.Monitor));
        Assert.Equal((Verdict.NotApplicable, null), (inapplicable.Verdict, inapplicable.Monitor));
    }

    [Fact]
    public void The_scenario_in_which_another_requirement_was_broken_keeps_its_verdict()
    {
        var input = Input(Runs.Requirement("S-1", Level.Basic, []) with { Monitored = true }, [Verdict.Pass], [(5, 1), (0, 0), (0, 0)]);

        var evaluation = Evaluator.Evaluate(input);

        Assert.Equal(Verdict.Fail, evaluation.Verdict);
        Assert.All(evaluation.Scenarios, s => Assert.Equal(Verdict.Pass, s.Verdict));
        Assert.Equal("a", Assert.Single(evaluation.Requirements[0].Monitor!.Violations).Scenario);
    }

    private static RequirementResult Evaluate(Verdict[] own, (int Packets, int Broken)[] seen) =>
        Evaluate(Runs.Requirement("S-1", Level.Basic, [.. Keys.Take(own.Length)]) with { Monitored = true }, own, seen);

    private static RequirementResult Evaluate(PlannedRequirement requirement, Verdict[] own, (int Packets, int Broken)[] seen) =>
        Evaluator.Evaluate(Input(requirement, own, seen)).Requirements[0];

    // A second requirement keeps all scenarios in the plan.
    private static EvaluationInput Input(PlannedRequirement requirement, Verdict[] own, (int Packets, int Broken)[] seen)
    {
        var plan = Runs.Plan(Level.High, [requirement, Runs.Requirement("S-2", Level.Basic, Keys)]);
        var input = Runs.Input(plan, [.. Keys.Select((key, i) => (key, i < own.Length ? own[i] : Verdict.Pass))]);
        return input with { Results = input.Results.ToDictionary(r => r.Key, r => r.Value with { Monitors = Record(seen[Array.IndexOf(Keys, r.Key)]) }) };
    }

    private static MonitorRecord Record((int Packets, int Broken) seen) => new(
        seen.Packets > 0 ? new Dictionary<string, int> { ["S-1"] = seen.Packets } : [],
        seen.Broken > 0
            ? new Dictionary<string, MonitorViolation> { ["S-1"] = new("a topic", "PUBLISH: 30", "frame 1 of lamp", seen.Broken) }
            : []);
}
