using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Seal.Evaluating;
using static CertHarness.Seal.Tests.Evaluating.Runs;

namespace CertHarness.Seal.Tests.Evaluating;

/// <summary>What scenarios measure is held against the profile's limits, level by level.</summary>
public sealed class LimitTests
{
    private static readonly MeasurementLimit Delay = Limit("delay-p95", "ms", Bound.AtMost, basic: 1000, substantial: 500, high: 200);

    [Theory]
    [InlineData(200, Level.High, Verdict.Pass)]
    [InlineData(200.001, Level.Substantial, Verdict.Fail)]
    [InlineData(500, Level.Substantial, Verdict.Fail)]
    [InlineData(501, Level.Basic, Verdict.Fail)]
    [InlineData(1000.5, null, Verdict.Fail)]
    public void A_value_attains_the_highest_level_whose_bound_it_keeps(double value, Level? level, Verdict verdict)
    {
        var evaluation = Evaluate(Level.High, [Delay], ("a", Verdict.Pass, [new("delay-p95", value, "ms")]));

        Assert.Equal((verdict, level, verdict), (evaluation.Verdict, evaluation.Level, evaluation.Requirements[0].Verdict));
        Assert.Equal(level, evaluation.Requirements[0].Limits[0].Attained);
        Assert.Equal(level, evaluation.Criteria[0].Level);
    }

    [Theory]
    [InlineData(5000, Level.High)]
    [InlineData(4999, Level.Substantial)]
    [InlineData(499, null)]
    public void At_least_is_the_other_way_round(double value, Level? level)
    {
        var capacity = Limit("capacity", "messages/s", Bound.AtLeast, basic: 500, substantial: 2000, high: 5000);

        Assert.Equal(level, Evaluate(Level.High, [capacity], ("a", Verdict.Pass, [new("capacity", value, "messages/s")])).Level);
    }

    [Theory]
    [InlineData(Level.Basic, Level.Basic, Verdict.Pass)]
    [InlineData(Level.Basic, Level.Substantial, Verdict.Pass)]
    [InlineData(Level.Basic, Level.High, Verdict.Fail)]
    [InlineData(Level.High, Level.Basic, Verdict.Fail)]
    public void The_verdict_is_that_at_the_target_or_at_the_requirements_own_level_if_that_is_higher(Level own, Level target, Verdict verdict)
    {
        var input = Measured(target, [Delay], ("a", Verdict.Pass, [new("delay-p95", 400, "ms")]));
        var plan = input.Plan with { Requirements = [input.Plan.Requirements[0] with { Level = own }] };

        var result = Evaluator.Evaluate(input with { Plan = plan }).Requirements[0];

        Assert.Equal(verdict, result.Verdict);
        Assert.Equal([Verdict.Pass, Verdict.Pass, Verdict.Fail], Enum.GetValues<Level>().Select(result.VerdictAt));
    }

    [Fact]
    public void A_level_without_a_bound_asks_what_the_next_lower_one_asks_and_the_lowest_nothing()
    {
        var limit = Limit("delay-p95", "ms", Bound.AtMost, substantial: 500);

        var good = Evaluate(Level.High, [limit], ("a", Verdict.Pass, [new("delay-p95", 500, "ms")]));
        var bad = Evaluate(Level.High, [limit], ("a", Verdict.Pass, [new("delay-p95", 501, "ms")]));
        var none = Evaluate(Level.Basic, [limit], ("a", Verdict.Pass, []));

        Assert.Equal((Level.High, Level.Basic), (good.Level, bad.Level));
        Assert.Equal((Verdict.Pass, Level.Basic), (none.Verdict, none.Level));
        Assert.Equal((Verdict.NotApplicable, null), (none.Requirements[0].Limits[0].Verdict, none.Requirements[0].Limits[0].Reason));
    }

    [Fact]
    public void A_violation_says_what_was_expected_and_observed_and_in_which_scenario()
    {
        var limit = Evaluate(
            Level.High,
            [Delay],
            ("a", Verdict.Pass, [new("delay-p95", 150, "ms")]),
            ("b", Verdict.Pass, [new("delay-p95", 411.9999, "ms")])).Requirements[0].Limits[0];

        var violation = Assert.Single(limit.Violations);
        Assert.Equal(new LimitViolation("b", "delay-p95 at most 200 ms for level high", "412 ms"), violation);
        Assert.Equal("Expected: delay-p95 at most 200 ms for level high\nObserved: 412 ms", violation.ToFinding().Message);
        Assert.Equal([Level.High, Level.Substantial], limit.Measured.Select(m => m.Attained));
    }

    [Fact]
    public void What_just_misses_a_bound_is_not_rounded_onto_it()
    {
        var limit = Evaluate(Level.High, [Delay], ("a", Verdict.Pass, [new("delay-p95", 200.00001, "ms")])).Requirements[0].Limits[0];

        Assert.Equal("200.00001 ms", limit.Violations[0].Observed);
    }

    [Fact]
    public void A_measurement_that_nobody_recorded_is_no_pass()
    {
        var evaluation = Evaluate(Level.High, [Delay], ("a", Verdict.Pass, [new("delay-p99", 1, "ms")]));

        Assert.Equal((Verdict.Inconclusive, null), (evaluation.Verdict, evaluation.Level));
        Assert.Equal("no scenario that passed recorded delay-p95, on which there is a limit", evaluation.Requirements[0].Reason);
    }

    [Fact]
    public void A_measurement_in_another_unit_is_no_pass()
    {
        var evaluation = Evaluate(
            Level.High,
            [Delay],
            ("a", Verdict.Pass, [new("delay-p95", 0.1, "s")]),
            ("b", Verdict.Pass, [new("delay-p95", 100, "ms")]));

        Assert.Equal((Verdict.Inconclusive, null), (evaluation.Verdict, evaluation.Level));
        Assert.Equal("delay-p95 was recorded in s, its limit is in ms", evaluation.Requirements[0].Reason);
        Assert.Equal([Grading.OtherUnit, Grading.Graded], evaluation.Requirements[0].Limits[0].Measured.Select(m => m.Grading));
    }

    [Theory]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Inconclusive)]
    [InlineData(Verdict.Error)]
    public void What_a_scenario_measured_that_did_not_pass_is_shown_and_not_graded(Verdict verdict)
    {
        var result = Evaluate(Level.High, [Delay], ("a", verdict, [new("delay-p95", 1, "ms")])).Requirements[0];

        Assert.Equal((verdict, null, null), (result.Verdict, result.Reason, result.Limits[0].Attained));
        Assert.Equal([new GradedMeasurement("a", 1, "ms", Grading.ScenarioDidNotPass, null)], result.Limits[0].Measured);
        Assert.Empty(result.Limits[0].Violations);
    }

    [Fact]
    public void A_requirement_that_does_not_apply_is_not_measured()
    {
        var skipped = Evaluate(Level.High, [Delay], ("a", Verdict.NotApplicable, []), ("b", Verdict.NotApplicable, []));

        Assert.Equal(Verdict.NotApplicable, skipped.Requirements[0].Verdict);
        Assert.Empty(skipped.Requirements[0].Limits);
    }

    [Fact]
    public void Several_limits_are_all_to_be_kept()
    {
        MeasurementLimit[] limits = [Delay, Limit("lost", "messages", Bound.AtMost, basic: 0)];

        var lossless = Evaluate(Level.High, limits, ("a", Verdict.Pass, [new("delay-p95", 400, "ms"), new("lost", 0, "messages")]));
        var lossy = Evaluate(Level.Substantial, limits, ("a", Verdict.Pass, [new("delay-p95", 400, "ms"), new("lost", 1, "messages")]));

        Assert.Equal((Level.Substantial, Verdict.Fail), (lossless.Level, lossless.Verdict));
        Assert.Equal((null, Verdict.Fail), (lossy.Level, lossy.Verdict));
        Assert.Equal([Verdict.Pass, Verdict.Fail], lossy.Requirements[0].Limits.Select(l => l.Verdict));
    }

    [Fact]
    public void A_limit_spoils_only_the_requirement_that_it_is_on()
    {
        var input = Measured(Level.High, [Delay], ("a", Verdict.Pass, [new("delay-p95", 400, "ms")]));
        var plan = input.Plan with { Requirements = [.. input.Plan.Requirements, Requirement("S-2", Level.Basic, ["a"])] };

        var evaluation = Evaluator.Evaluate(input with { Plan = plan });

        Assert.Equal([Verdict.Fail, Verdict.Pass], evaluation.Requirements.Select(r => r.Verdict));
        Assert.Equal(Verdict.Pass, evaluation.Scenarios[0].Verdict);
    }

    internal static MeasurementLimit Limit(
        string measurement, string unit, Bound bound, double? basic = null, double? substantial = null, double? high = null)
    {
        (Level Level, double? Bound)[] levels = [(Level.Basic, basic), (Level.Substantial, substantial), (Level.High, high)];
        return new("S-1", measurement, unit, bound, levels.Where(l => l.Bound is not null).ToDictionary(l => l.Level, l => l.Bound!.Value));
    }

    internal static EvaluationInput Measured(
        Level target, MeasurementLimit[] limits, params (string Key, Verdict Verdict, Measurement[] Measurements)[] scenarios)
    {
        var requirement = Requirement("S-1", Level.Basic, [.. scenarios.Select(s => s.Key)]) with { Limits = limits };
        var input = Input(Plan(target, [requirement]), [.. scenarios.Select(s => (s.Key, s.Verdict))]);
        return input with
        {
            Results = scenarios.ToDictionary(s => s.Key, s => input.Results[s.Key] with { Measured = new MeasurementRecord(s.Measurements, []) }),
        };
    }

    private static Evaluation Evaluate(
        Level target, MeasurementLimit[] limits, params (string Key, Verdict Verdict, Measurement[] Measurements)[] scenarios) =>
        Evaluator.Evaluate(Measured(target, limits, scenarios));
}
