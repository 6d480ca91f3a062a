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

    /// <summary>
    /// The verdict of a monitor alone, and why it is inconclusive. Without a packet there is nothing to judge by, and a statement that
    /// is watched in every scenario is not kept before every scenario ran: no vacuous pass.
    /// </summary>
    /// <param name="monitor">What it saw.</param>
    /// <param name="complete">Whether every scenario of the plan ran.</param>
    public static (Verdict Verdict, string? Reason) VerdictOf(MonitorResult monitor, bool complete) => monitor switch
    {
        { Violations.Count: > 0 } => (Verdict.Fail, null),
        { Packets: 0 } => (Verdict.Inconclusive, "its monitor saw no packet that it is about"),
        _ when !complete => (Verdict.Inconclusive, "its monitor saw nothing broken so far, and not every scenario ran"),
        _ => (Verdict.Pass, null),
    };

    private static ScenarioViolation? Violation(string requirement, ScenarioResult scenario) =>
        scenario.Monitors.Violations.GetValueOrDefault(requirement) is { } v
            ? new ScenarioViolation(scenario.Scenario.Key, v.Expected, v.Observed, v.Evidence, v.Times)
            : null;
}
