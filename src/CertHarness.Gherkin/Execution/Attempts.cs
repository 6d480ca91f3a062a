namespace CertHarness.Gherkin.Execution;

/// <summary>Runs a test case, again where it failed and may be retried.</summary>
internal static class Attempts
{
    /// <summary>Announces and starts one attempt.</summary>
    public static Task<Wire.TestStepResultStatus?> Start(RunState state, TestCasePlan plan, int attempt)
    {
        var id = state.Ids.GetNewId();
        state.Output.Write(Wire.Envelope.Create(new Wire.TestCaseStarted(attempt, id, plan.Id, null, state.Output.Now())));
        return new TestCaseRun(state, plan, id, attempt).Start();
    }

    /// <summary>Waits for the first attempt and makes those that follow. Null where the run was stopped before the end.</summary>
    public static async Task<ScenarioOutcome?> FinishAsync(RunState state, TestCasePlan plan, Task<Wire.TestStepResultStatus?> first)
    {
        var status = await first;
        var attempt = 0;
        while (status == Wire.TestStepResultStatus.FAILED && attempt < state.Settings.Retries && !state.Stop.IsCancellationRequested)
            status = await Start(state, plan, ++attempt);
        return status is { } final ? new ScenarioOutcome(plan.Scenario, final, attempt + 1) : null;
    }
}
