using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Evaluating;

/// <summary>What came out for a limit of the profile.</summary>
/// <param name="Limit">What the profile asks.</param>
/// <param name="Measured">What the requirement's scenarios recorded by that name, in the order of the plan.</param>
/// <param name="Attained">The highest level whose bound, and those below, everything graded keeps; null where it keeps not even the
/// lowest, or nothing could be graded.</param>
/// <param name="At">The level that the verdict is about: the target, or the requirement's own where that is higher.</param>
/// <param name="Verdict">Whether the bound of that level is kept; not applicable where it has none, inconclusive where nothing could be
/// graded.</param>
/// <param name="Reason">Why it is inconclusive, or null.</param>
/// <param name="Violations">The measurements beyond the bound of that level, in the order of the plan.</param>
public sealed record LimitResult(
    MeasurementLimit Limit,
    IReadOnlyList<GradedMeasurement> Measured,
    Level? Attained,
    Level At,
    Verdict Verdict,
    string? Reason,
    IReadOnlyList<LimitViolation> Violations);

/// <summary>A measurement held against a limit.</summary>
/// <param name="Scenario">The key of the scenario that recorded it.</param>
/// <param name="Value">Its value, in its unit.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Grading">Whether it counts, and why not.</param>
/// <param name="Attained">The highest level whose bound, and those below, it keeps; null where not even the lowest, or it is not graded.</param>
public sealed record GradedMeasurement(string Scenario, double Value, string Unit, Grading Grading, Level? Attained);

/// <summary>Whether a measurement counts.</summary>
public enum Grading
{
    /// <summary>It counts.</summary>
    Graded,

    /// <summary>Its scenario did not pass, so the number may stand for anything.</summary>
    ScenarioDidNotPass,

    /// <summary>Its unit is not that of the limit.</summary>
    OtherUnit,
}

/// <summary>A measurement beyond a bound.</summary>
/// <param name="Scenario">The key of the scenario that recorded it.</param>
/// <param name="Expected">What the profile asks, such as "delay-p95 at most 200 ms for level high".</param>
/// <param name="Observed">What was measured, such as "412 ms".</param>
public sealed record LimitViolation(string Scenario, string Expected, string Observed)
{
    /// <summary>The violation as a finding, which no step has made.</summary>
    public Finding ToFinding() => new(null, null, Expected, Observed, null, $"Expected: {Expected}\nObserved: {Observed}");
}
