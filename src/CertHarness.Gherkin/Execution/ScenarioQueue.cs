namespace CertHarness.Gherkin.Execution;

/// <summary>Runs test cases, some at once, started in their order.</summary>
internal sealed class ScenarioQueue(RunState state, IReadOnlyList<TestCasePlan> plans)
{
    private readonly Lock _gate = new();
    private readonly ScenarioOutcome?[] _outcomes = new ScenarioOutcome?[plans.Count];
    private int _next;

    /// <summary>What came out of the scenarios that ended, in order.</summary>
    public IReadOnlyList<ScenarioOutcome> Outcomes => [.. _outcomes.OfType<ScenarioOutcome>()];

    public Task RunAsync(CancellationTokenSource stop) =>
        Task.WhenAll(Enumerable.Range(0, Math.Min(state.Settings.Parallelism, plans.Count)).Select(_ => Task.Run(() => WorkAsync(stop))));

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        try
        {
            while (StartNext(out var index) is { } first)
            {
                var status = await first;
                var attempt = 0;
                while (status == Wire.TestStepResultStatus.FAILED && attempt < state.Settings.Retries && !stop.IsCancellationRequested)
                    status = await Start(plans[index], ++attempt);
                if (status is { } final)
                    _outcomes[index] = new ScenarioOutcome(plans[index].Scenario, final, attempt + 1);
            }
        }
        catch (Exception)
        {
            // A fault of ours: the others need not go on.
            await stop.CancelAsync();
            throw;
        }
    }

    private Task<Wire.TestStepResultStatus?>? StartNext(out int index)
    {
        lock (_gate)
        {
            index = _next;
            if (state.Stop.IsCancellationRequested || index == plans.Count)
                return null;
            _next++;
            return Start(plans[index], 0);
        }
    }

    private Task<Wire.TestStepResultStatus?> Start(TestCasePlan plan, int attempt)
    {
        var id = state.Ids.GetNewId();
        state.Output.Write(Wire.Envelope.Create(new Wire.TestCaseStarted(attempt, id, plan.Id, null, state.Output.Now())));
        return new TestCaseRun(state, plan, id, attempt).Start();
    }
}
