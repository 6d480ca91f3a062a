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
                _outcomes[index] = await Attempts.FinishAsync(state, plans[index], first);
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
            return Attempts.Start(state, plans[index], 0);
        }
    }
}
