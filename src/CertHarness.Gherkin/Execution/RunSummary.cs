namespace CertHarness.Gherkin.Execution;

/// <summary>What came out of a run.</summary>
/// <param name="Success">Whether all was run and nothing failed, was pending, undefined or ambiguous.</param>
/// <param name="Cancelled">Whether the run was cancelled before its end.</param>
/// <param name="Outcomes">The scenarios that were run to their end, in the order of the selection.</param>
/// <param name="Duration">How long the run took.</param>
public sealed record RunSummary(bool Success, bool Cancelled, IReadOnlyList<ScenarioOutcome> Outcomes, TimeSpan Duration)
{
    /// <summary>How many scenarios came out with a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(Wire.TestStepResultStatus status) => Outcomes.Count(o => o.Status == status);
}

/// <summary>What came out of a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Status">The worst status of its steps and hooks; unknown where it has none.</param>
/// <param name="Attempts">How often it was run; more than once only where it failed and was retried.</param>
public sealed record ScenarioOutcome(Scenario Scenario, Wire.TestStepResultStatus Status, int Attempts)
{
    /// <summary>Whether nothing failed, was pending, undefined or ambiguous.</summary>
    internal bool Succeeded =>
        Status is Wire.TestStepResultStatus.PASSED or Wire.TestStepResultStatus.SKIPPED or Wire.TestStepResultStatus.UNKNOWN;
}

/// <summary>What a step threw after it had been given up.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Step">The step's text, or the hook's method.</param>
/// <param name="Exception">What it threw.</param>
public sealed record LateFailure(Scenario Scenario, string Step, Exception Exception);
