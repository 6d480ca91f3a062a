using CertHarness.Model;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Seal.Evaluating;

/// <summary>Holds what scenarios measured against the limits of the profile, for each level.</summary>
internal static class Limits
{
    /// <summary>What comes of the limits of a requirement.</summary>
    /// <param name="planned">The requirement.</param>
    /// <param name="scenarios">The results of the run, by key.</param>
    /// <param name="target">The level to earn.</param>
    public static IReadOnlyList<LimitResult> Of(
        PlannedRequirement planned, IReadOnlyDictionary<string, ScenarioResult> scenarios, Level target)
    {
        var own = planned.Scenarios.Where(scenarios.ContainsKey).Select(key => scenarios[key]).ToList();
        return [.. planned.Limits.Select(limit => Of(limit, own, (Level)Math.Max((int)planned.Level, (int)target)))];
    }

    /// <summary>Whether a limit is kept at a level; not applicable where it asks nothing there.</summary>
    public static Verdict VerdictAt(LimitResult result, Level level)
    {
        if (result.Limit.BoundAt(level) is null)
            return Verdict.NotApplicable;
        // Without a measurement that counts this is nothing at all, which is inconclusive.
        return result.Measured.Where(m => m.Grading != Grading.ScenarioDidNotPass).Select(VerdictOf).RollUp();

        Verdict VerdictOf(GradedMeasurement measured) => measured.Grading == Grading.OtherUnit ? Verdict.Inconclusive
            : measured.Attained >= level ? Verdict.Pass
            : Verdict.Fail;
    }

    private static LimitResult Of(MeasurementLimit limit, List<ScenarioResult> scenarios, Level at)
    {
        var measured = scenarios.SelectMany(s => s.Measured.Measurements.Where(m => m.Name == limit.Measurement).Select(m => Graded(limit, s, m))).ToList();
        var counting = measured.Where(m => m.Grading != Grading.ScenarioDidNotPass).ToList();
        var result = new LimitResult(limit, measured, Lowest(counting), at, Verdict.Inconclusive, null, []);
        var verdict = VerdictAt(result, at);
        return result with
        {
            Verdict = verdict,
            Reason = verdict == Verdict.Inconclusive ? WhyUndecided(limit, counting) : null,
            Violations = limit.BoundAt(at) is { } bound
                ? [.. counting.Where(m => m.Grading == Grading.Graded && !(m.Attained >= at)).Select(m => Violation(limit, m, bound, at))]
                : [],
        };
    }

    private static GradedMeasurement Graded(MeasurementLimit limit, ScenarioResult scenario, Measurement measurement)
    {
        var grading = scenario.Verdict != Verdict.Pass ? Grading.ScenarioDidNotPass
            : measurement.Unit != limit.Unit ? Grading.OtherUnit
            : Grading.Graded;
        var attained = grading == Grading.Graded ? limit.Attained(measurement.Value) : null;
        return new GradedMeasurement(scenario.Scenario.Key, measurement.Value, measurement.Unit, grading, attained);
    }

    private static Level? Lowest(List<GradedMeasurement> counting) =>
        counting.Count == 0 || counting.Exists(m => m.Attained is null) ? null : counting.Min(m => m.Attained);

    private static string WhyUndecided(MeasurementLimit limit, List<GradedMeasurement> counting) =>
        counting.Find(m => m.Grading == Grading.OtherUnit) is { } other
            ? $"{limit.Measurement} was recorded in {other.Unit}, its limit is in {limit.Unit}"
            : $"no scenario that passed recorded {limit.Measurement}, on which there is a limit";

    private static LimitViolation Violation(MeasurementLimit limit, GradedMeasurement measured, double bound, Level at) => new(
        measured.Scenario,
        $"{limit.Measurement} {Spelling.Of(limit.Bound).Replace('-', ' ')} {Quantity.Text(bound, limit.Unit)} for level {Spelling.Of(at)}",
        Quantity.Text(measured.Value, measured.Unit, beside: bound));
}
