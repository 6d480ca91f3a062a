using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Measuring;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Seal.Evaluating;
using CsCheck;

namespace CertHarness.Seal.Tests.Evaluating;

public sealed class LimitPropertyTests
{
    private static readonly string[] Keys = ["a", "b"];

    // Small numbers, so that values often lie on a bound.
    private static readonly Gen<MeasurementLimit> AnyLimit = Gen.Select(
        Gen.Enum<Bound>(), Gen.Int[0, 8].Array[3], Gen.Int[1, 7], (bound, numbers, stated) =>
        {
            var ordered = bound == Bound.AtMost ? numbers.OrderDescending() : numbers.Order();
            var levels = Enum.GetValues<Level>().Zip(ordered).Where(l => (stated & (1 << (int)l.First)) != 0);
            return new MeasurementLimit("S-1", "m", "ms", bound, levels.ToDictionary(l => l.First, l => (double)l.Second));
        });

    private static readonly Gen<Verdict> LuckyVerdict = Gen.Frequency((4, Gen.Const(Verdict.Pass)), (2, Gen.Enum<Verdict>()));

    // A value for each scenario, or none.
    private static readonly Gen<EvaluationInput> AnyInput = Gen.Select(
        Gen.Enum<Level>(),
        Gen.Enum<Level>(),
        AnyLimit.Array[0, 2],
        Gen.Select(LuckyVerdict, Gen.Int[-1, 9]).Array[Keys.Length],
        (target, own, limits, seen) =>
        {
            var input = LimitTests.Measured(target, limits, [.. Keys.Zip(seen, (key, s) => (key, s.Item1, Recorded(s.Item2)))]);
            return input with { Plan = input.Plan with { Requirements = [input.Plan.Requirements[0] with { Level = own }] } };
        });

    [Fact]
    public void A_better_value_never_earns_a_lower_level() =>
        Gen.Select(AnyLimit, LuckyVerdict, Gen.Int[0, 9], Gen.Int[0, 9], Gen.Enum<Level>()).Sample((limit, verdict, one, other, target) =>
        {
            var (worse, better) = limit.Bound == Bound.AtMost ? (Math.Max(one, other), Math.Min(one, other)) : (Math.Min(one, other), Math.Max(one, other));
            var before = Evaluator.Evaluate(LimitTests.Measured(target, [limit], ("a", verdict, Recorded(worse))));
            var after = Evaluator.Evaluate(LimitTests.Measured(target, [limit], ("a", verdict, Recorded(better))));
            return Rank(after.Level) >= Rank(before.Level) && after.Verdict <= before.Verdict;
        });

    [Fact]
    public void A_higher_level_never_has_a_milder_verdict() =>
        AnyInput.Sample(input =>
        {
            var result = Evaluator.Evaluate(input).Requirements[0];
            return result.VerdictAt(Level.Basic) <= result.VerdictAt(Level.Substantial)
                && result.VerdictAt(Level.Substantial) <= result.VerdictAt(Level.High);
        });

    [Fact]
    public void A_limit_never_makes_anything_better() =>
        AnyInput.Sample(input =>
        {
            var bare = input with { Plan = input.Plan with { Requirements = [input.Plan.Requirements[0] with { Limits = [] }] } };
            var (with, without) = (Evaluator.Evaluate(input), Evaluator.Evaluate(bare));
            return with.Verdict >= without.Verdict && Rank(with.Level) <= Rank(without.Level)
                && with.Requirements[0].Verdict >= without.Requirements[0].Verdict;
        });

    [Fact]
    public void A_pass_wants_a_value_within_every_bound_of_the_level() =>
        AnyInput.Sample(input =>
        {
            var result = Evaluator.Evaluate(input).Requirements[0];
            var at = (Level)Math.Max((int)result.Level, (int)input.Plan.Target);
            var values = input.Results.Values.Where(r => r.Verdict == Verdict.Pass).SelectMany(r => r.Measured.Measurements).ToList();
            return result.Verdict != Verdict.Pass
                || input.Plan.Requirements[0].Limits.Where(l => l.BoundAt(at) is not null)
                    .All(l => values.Count > 0 && values.TrueForAll(v => l.Bound == Bound.AtMost ? v.Value <= l.BoundAt(at) : v.Value >= l.BoundAt(at)));
        });

    [Fact]
    public void The_level_earned_and_the_verdict_agree() =>
        AnyInput.Sample(input =>
        {
            var evaluation = Evaluator.Evaluate(input);
            return evaluation.Requirements[0].Level > evaluation.Target
                || evaluation.Verdict == Verdict.Pass == evaluation.Level >= evaluation.Target;
        });

    [Fact]
    public void Whatever_did_not_pass_is_not_graded() =>
        AnyInput.Sample(input => Evaluator.Evaluate(input).Requirements[0].Limits.SelectMany(l => l.Measured)
            .All(m => input.Results[m.Scenario].Verdict == Verdict.Pass == (m.Grading == Grading.Graded)));

    [Fact]
    public void An_evaluation_with_measurements_reads_back_as_it_was_written() =>
        AnyInput.Sample(
            input =>
            {
                var json = ModelJson.Write(Evaluator.Evaluate(input with { Plan = ModelJson.ReadPlan(ModelJson.Write(input.Plan)) }));
                return json == ModelJson.Write(Evaluator.Evaluate(input)) && json == ModelJson.Write(ModelJson.ReadEvaluation(json));
            },
            iter: 50);

    private static Measurement[] Recorded(int value) => value < 0 ? [] : [new Measurement("m", value, "ms")];

    private static int Rank(Level? level) => level is { } l ? (int)l : -1;
}
