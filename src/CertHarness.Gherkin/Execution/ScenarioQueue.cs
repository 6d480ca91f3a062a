namespace CertHarness.Gherkin.Execution;

/// <summary>Runs test cases, some at once, started in their order. As many lanes as may run at once take one after another.</summary>
internal sealed class ScenarioQueue(RunState state, IReadOnlyList<TestCasePlan> plans)
{
    private readonly Lock _gate = new();
    private readonly ScenarioOutcome?[] _outcomes = new ScenarioOutcome?[plans.Count];
    private int _next;

    /// <summary>What came out of the scenarios that ended, in order.</summary>
    public IReadOnlyList<ScenarioOutcome> Outcomes => [.. _outcomes.OfType<ScenarioOutcome>()];

    public Task RunAsync(CancellationTokenSource stop)
    {
        var lanes = new Task[Math.Min(state.Settings.Parallelism, plans.Count)];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = Open(stop);
        return Task.WhenAll(lanes);
    }

    private Task Open(CancellationTokenSource stop)
    {
        // Its end is not that of a thread: a step that never returns keeps its thread, and the lane goes on with another one.
        var lane = new TaskCompletionSource();
        _ = Task.Run(() => WorkAsync(lane, null, stop));
        return lane.Task;
    }

    private async Task WorkAsync(TaskCompletionSource lane, Entry? left, CancellationTokenSource stop)
    {
        try
        {
            for (var entry = left ?? Next(); entry is not null;)
            {
                var current = entry;
                if (current != left && !current.Run.Start(() => _ = Task.Run(() => WorkAsync(lane, current, stop))))
                    return;
                entry = After(current, await current.Run.Done);
            }

            lane.SetResult();
        }
        catch (Exception e)
        {
            // A fault of ours: the others need not go on.
            await stop.CancelAsync();
            lane.SetException(e);
        }
    }

    private Entry? After(Entry ended, Wire.TestStepResultStatus? status)
    {
        var attempt = ended.Run.Attempt;
        if (status == Wire.TestStepResultStatus.FAILED && attempt < state.Settings.Retries && !state.Stop.IsCancellationRequested)
            return Begin(ended.Index, attempt + 1);
        if (status is { } final)
            _outcomes[ended.Index] = new ScenarioOutcome(plans[ended.Index].Scenario, final, attempt + 1);
        return Next();
    }

    private Entry? Next()
    {
        lock (_gate)
            return state.Stop.IsCancellationRequested || _next == plans.Count ? null : Begin(_next++, 0);
    }

    private Entry Begin(int index, int attempt)
    {
        var id = state.Ids.Take(1);
        state.Output.Write(RunMessage.CaseStarted(plans[index], id, attempt, state.Output.Time()));
        return new Entry(index, new TestCaseRun(state, plans[index], id, attempt));
    }

    private sealed record Entry(int Index, TestCaseRun Run);
}
