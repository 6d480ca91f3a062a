using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;

namespace CertHarness.Seal.Evaluating;

/// <summary>What the monitors say of a requirement: it is falsified by one packet and never proved by many.</summary>
internal static class Monitors
{
    /// <summary>What the monitor of a requirement saw in all scenarios, or null where none watches.</summary>
    public static MonitorResult? Of(PlannedRequirement planned, IReadOnlyCollection<ScenarioResult> scenarios) => planned.Monitored
        ? new MonitorResult(
            scenarios.Sum(s => s.Monitors.Packets.GetValueOrDefault(planned.Requirement.Id)),
            [.. scenarios.Select(s => Violation(planned.Requirement.Id, s)).OfType<ScenarioViolation>()])
        : null;

    /// <summary>The verdict of a monitor alone. Without a packet there is nothing to judge by: no vacuous pass.</summary>
    public static Verdict VerdictOf(MonitorResult monitor) => monitor switch
    {
        { Violations.Count: > 0 } => Verdict.Fail,
        { Packets: 0 } => Verdict.Inconclusive,
        _ => Verdict.Pass,
    };

    /// <summary>Why a monitor alone decides nothing, or null.</summary>
    public static string? ReasonOf(MonitorResult monitor) =>
        VerdictOf(monitor) == Verdict.Inconclusive ? "its monitor saw no packet that it is about" : null;

    private static ScenarioViolation? Violation(string requirement, ScenarioResult scenario) =>
        scenario.Monitors.Violations.GetValueOrDefault(requirement) is { } v
            ? new ScenarioViolation(scenario.Scenario.Key, v.Expected, v.Observed, v.Evidence, v.Times)
            : null;
}
