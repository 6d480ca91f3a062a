using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Seal.Evaluating;
using static CertHarness.Seal.Tests.Evaluating.Runs;

namespace CertHarness.Seal.Tests.Evaluating;

public sealed class EvaluatorTests
{
    private static readonly PlannedRequirement One = Requirement("S-1", Level.Basic, ["a"]);

    [Fact]
    public void A_requirement_rolls_its_scenarios_up()
    {
        var evaluation = Evaluate(
            Plan(Level.High, [Requirement("S-1", Level.Basic, ["a", "b"]), Requirement("S-2", Level.Basic, ["b", "c"])]),
            ("a", Verdict.Pass),
            ("b", Verdict.Pass),
            ("c", Verdict.Fail));

        Assert.Equal([Verdict.Pass, Verdict.Fail], evaluation.Requirements.Select(r => r.Verdict));
        Assert.Equal(Verdict.Fail, evaluation.Verdict);
        Assert.Null(evaluation.Level);
        Assert.Null(evaluation.Reason);
    }

    [Fact]
    public void The_facts_of_the_run_are_carried_over()
    {
        var evaluation = Evaluate(Plan(Level.Basic, [One]), ("a", Verdict.Pass));

        Assert.Equal(("r-1", "0.1", "c", "mqtt://h"), (evaluation.Run, evaluation.ToolVersion, evaluation.Campaign, evaluation.Endpoint));
        Assert.Equal(("abc", 7, "s"), (evaluation.SuiteDigest, evaluation.Seed, evaluation.Sut.Name));
        Assert.Equal((DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(3)), (evaluation.Started, evaluation.Finished));
        Assert.Equal((Assessment.FirstParty, "p", "1"), (evaluation.Assessment, evaluation.Profile, evaluation.ProfileVersion));
    }

    [Fact]
    public void A_scenario_without_a_result_is_inconclusive_because_it_did_not_run()
    {
        var evaluation = Evaluate(Plan(Level.Basic, [Requirement("S-1", Level.Basic, ["a", "b"])]), ("a", Verdict.Pass));

        Assert.Equal(Verdict.Inconclusive, evaluation.Scenarios[1].Verdict);
        Assert.Equal("did not run", evaluation.Scenarios[1].Finding?.Message);
        Assert.Equal((Verdict.Inconclusive, null), (evaluation.Verdict, evaluation.Level));
    }

    [Fact]
    public void The_reason_of_the_run_is_the_reason_of_each_scenario_that_did_not_run()
    {
        var input = Input(Plan(Level.Basic, [One])) with { Reason = "127.0.0.1:1883 refused the connection" };

        var evaluation = Evaluator.Evaluate(input);

        Assert.Equal(input.Reason, evaluation.Scenarios[0].Finding?.Message);
        Assert.Equal(input.Reason, evaluation.Reason);
        Assert.Equal(Verdict.Inconclusive, evaluation.Verdict);
    }

    [Fact]
    public void A_run_with_a_reason_never_passes()
    {
        var evaluation = Evaluator.Evaluate(Input(Plan(Level.Basic, [One]), ("a", Verdict.Pass)) with { Reason = "cancelled" });

        Assert.Equal((Verdict.Inconclusive, null, "cancelled"), (evaluation.Verdict, evaluation.Level, evaluation.Reason));
    }

    [Fact]
    public void A_requirement_that_no_scenario_verifies_is_inconclusive()
    {
        var evaluation = Evaluate(
            Plan(
                Level.Basic,
                [One, Requirement("S-2", Level.Basic, []), Requirement("S-3", Level.Basic, [], untestable: "inside")]),
            ("a", Verdict.Pass));

        Assert.Equal((Verdict.Inconclusive, "no scenario verifies it"), (evaluation.Requirements[1].Verdict, evaluation.Requirements[1].Reason));
        Assert.Equal("no test from outside is possible: inside", evaluation.Requirements[2].Reason);
        Assert.Equal((Verdict.Inconclusive, null), (evaluation.Verdict, evaluation.Level));
    }

    [Fact]
    public void What_is_not_applicable_stands_in_nobodys_way()
    {
        var evaluation = Evaluate(
            Plan(Level.Basic, [One, Requirement("S-2", Level.Basic, [], "x: declared as not supported")]),
            ("a", Verdict.Pass));

        Assert.Equal(Verdict.NotApplicable, evaluation.Requirements[1].Verdict);
        Assert.Equal("x: declared as not supported", evaluation.Requirements[1].Reason);
        Assert.Equal((Verdict.Pass, Level.High), (evaluation.Verdict, evaluation.Level));
    }

    [Fact]
    public void Nothing_applicable_is_no_pass()
    {
        var plan = Plan(Level.Basic, [Requirement("S-1", Level.Basic, [], "why"), Requirement("S-2", Level.High, ["a"])]);

        var evaluation = Evaluate(plan, ("a", Verdict.Pass));

        Assert.Equal((Verdict.Inconclusive, "no requirement up to the target level is applicable"), (evaluation.Verdict, evaluation.Reason));
        Assert.Equal(Verdict.Inconclusive, Evaluate(Plan(Level.High, [])).Verdict);
    }

    [Theory]
    [InlineData(Verdict.Pass, Verdict.Pass, Verdict.Pass, Level.High, Verdict.Pass)]
    [InlineData(Verdict.Pass, Verdict.Pass, Verdict.Fail, Level.Substantial, Verdict.Pass)]
    [InlineData(Verdict.Pass, Verdict.Inconclusive, Verdict.Pass, Level.Basic, Verdict.Inconclusive)]
    [InlineData(Verdict.Fail, Verdict.Pass, Verdict.Pass, null, Verdict.Fail)]
    [InlineData(Verdict.NotApplicable, Verdict.Pass, Verdict.Error, Level.Substantial, Verdict.Pass)]
    [InlineData(Verdict.NotApplicable, Verdict.NotApplicable, Verdict.NotApplicable, null, Verdict.Inconclusive)]
    public void The_level_is_the_highest_below_which_all_is_well(Verdict basic, Verdict substantial, Verdict high, Level? level, Verdict verdict)
    {
        var evaluation = Evaluate(
            Plan(Level.Substantial, [One, Requirement("S-2", Level.Substantial, ["b"]), Requirement("S-3", Level.High, ["c"])]),
            ("a", basic),
            ("b", substantial),
            ("c", high));

        Assert.Equal((level, verdict), (evaluation.Level, evaluation.Verdict));
    }

    [Fact]
    public void Each_criterion_has_a_level_of_its_own()
    {
        var evaluation = Evaluate(
            Plan(
                Level.Basic,
                [
                    Requirement("S-1", Level.Basic, ["a"], criterion: Criterion.Security),
                    Requirement("S-2", Level.High, ["b"], criterion: Criterion.Security),
                    Requirement("S-3", Level.Basic, ["b"], criterion: Criterion.Conformity),
                    Requirement("S-4", Level.High, ["a"], criterion: Criterion.Stability),
                ]),
            ("a", Verdict.Pass),
            ("b", Verdict.Fail));

        Assert.Equal(
            [
                new CriterionResult(Criterion.Conformity, Verdict.Fail, null, new VerdictCounts(0, 1, 0, 0, 0)),
                new CriterionResult(Criterion.Stability, Verdict.NotApplicable, Level.High, new VerdictCounts(1, 0, 0, 0, 0)),
                new CriterionResult(Criterion.Security, Verdict.Pass, Level.Substantial, new VerdictCounts(1, 1, 0, 0, 0)),
            ],
            evaluation.Criteria);
    }

    [Fact]
    public void Each_phase_of_resilience_is_summed_up_like_a_criterion()
    {
        static PlannedRequirement Of(ResiliencePhase phase, string id, Level level, string scenario)
        {
            var planned = Requirement(id, level, [scenario]);
            return planned with { Requirement = planned.Requirement with { Phase = phase } };
        }

        var evaluation = Evaluate(
            Plan(
                Level.Basic,
                [
                    Of(ResiliencePhase.Recover, "S-1", Level.Basic, "a"),
                    Of(ResiliencePhase.Recover, "S-2", Level.High, "b"),
                    Of(ResiliencePhase.Prepare, "S-3", Level.Basic, "b"),
                    Requirement("S-4", Level.Basic, ["a"]),
                ]),
            ("a", Verdict.Pass),
            ("b", Verdict.Fail));

        Assert.Equal(
            [
                new PhaseResult(ResiliencePhase.Prepare, Verdict.Fail, null, new VerdictCounts(0, 1, 0, 0, 0)),
                new PhaseResult(ResiliencePhase.Recover, Verdict.Pass, Level.Substantial, new VerdictCounts(1, 1, 0, 0, 0)),
            ],
            evaluation.Phases);
    }

    [Fact]
    public void A_capability_is_tested_by_the_requirements_that_depend_on_it()
    {
        var evaluation = Evaluate(
            Plan(
                Level.Basic,
                [Requirement("S-1", Level.Basic, ["a"], capability: "x"), Requirement("S-2", Level.High, ["b"], capability: "x")],
                new("x", Declaration.Supported, true),
                new("y", Declaration.NotStated, null)),
            ("a", Verdict.Pass),
            ("b", Verdict.Fail));

        Assert.Equal([Verdict.Fail, null], evaluation.Capabilities.Select(c => c.Tested));
    }

    [Theory]
    [InlineData(Declaration.Supported, false, CapabilityFinding.DeclaredNotObserved, Verdict.Fail)]
    [InlineData(Declaration.Supported, true, null, Verdict.Pass)]
    [InlineData(Declaration.Supported, null, null, Verdict.Pass)]
    [InlineData(Declaration.NotSupported, true, CapabilityFinding.ObservedNotDeclared, Verdict.Pass)]
    [InlineData(Declaration.NotStated, true, CapabilityFinding.ObservedNotDeclared, Verdict.Pass)]
    [InlineData(Declaration.NotStated, false, null, Verdict.Pass)]
    public void A_statement_that_the_probe_contradicts_is_found(Declaration declared, bool? observed, CapabilityFinding? finding, Verdict verdict)
    {
        var evaluation = Evaluate(Plan(Level.Basic, [One], new CapabilityStatus("x", declared, observed)), ("a", Verdict.Pass));

        Assert.Equal((finding, verdict), (evaluation.Capabilities[0].Finding, evaluation.Verdict));
        Assert.Equal(verdict == Verdict.Fail ? null : Level.High, evaluation.Level);
        Assert.Equal(verdict == Verdict.Fail ? "declared as supported, but not observed: x" : null, evaluation.Reason);
    }

    [Fact]
    public void A_false_statement_is_told_of_an_incomplete_run_too()
    {
        var plan = Plan(Level.Basic, [One], new CapabilityStatus("x", Declaration.Supported, false));

        var evaluation = Evaluator.Evaluate(Input(plan, ("a", Verdict.Pass)) with { Reason = "Only some were run." });

        Assert.Equal(Verdict.Fail, evaluation.Verdict);
        Assert.Equal("declared as supported, but not observed: x\nOnly some were run.", evaluation.Reason);
    }

    [Fact]
    public void A_fault_of_the_harness_outweighs_a_false_statement()
    {
        var evaluation = Evaluate(
            Plan(Level.Basic, [One], new CapabilityStatus("x", Declaration.Supported, false)), ("a", Verdict.Error));

        Assert.Equal(Verdict.Error, evaluation.Verdict);
    }

    [Fact]
    public void A_result_that_was_not_planned_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => Evaluate(Plan(Level.Basic, []), ("stranger", Verdict.Pass)));

        Assert.Contains("stranger", refused.Message, StringComparison.Ordinal);
    }
}
