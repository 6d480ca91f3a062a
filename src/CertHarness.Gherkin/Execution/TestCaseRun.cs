using System.Diagnostics.CodeAnalysis;
using CertHarness.Gherkin.Binding;

namespace CertHarness.Gherkin.Execution;

/// <summary>
/// One try of a scenario. Steps run one after another, at first on the thread that starts it. Where a step outlives the scenario's time, a new turn
/// begins: another thread marks the step as failed and goes on, and the old one, should it ever come back, finds that its turn
/// is over.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The services are disposed of as the last step.")]
internal sealed class TestCaseRun
{
    private readonly RunState _state;
    private readonly TestCasePlan _plan;
    private readonly long _startedId;
    private const int Starting = 0;
    private const int Started = 1;
    private const int Deserted = 2;

    // What waits for the end must not run on a thread that a step of this scenario continued on.
    private readonly TaskCompletionSource<Wire.TestStepResultStatus?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ScenarioClock _clock;
    private readonly Func<PlannedStep?, ValueTask> _execute;
    private readonly Lock _attachGate = new();
    private ScenarioServices? _services;
    private Action? _deserted;
    private int _start;
    private int _next;
    private long _stepStarted;
    private bool _over;
    private bool _blocked;
    private bool _skipped;
    private long _currentStepId = -1;
    private Wire.TestStepResultStatus _status = Wire.TestStepResultStatus.UNKNOWN;

    public TestCaseRun(RunState state, TestCasePlan plan, long startedId, int attempt)
    {
        _state = state;
        _plan = plan;
        _startedId = startedId;
        Attempt = attempt;
        _execute = ExecuteAsync;
        _clock = new ScenarioClock(state.Settings, this);
    }

    public Scenario Scenario => _plan.Scenario;

    public CancellationToken Token => _clock.Token;

    public int Attempt { get; }

    public int Seed => SeedOf(_state.Settings.Seed, Scenario.Key);

    /// <summary>Ends with the worst status, or with null where the run was cancelled before the scenario's end.</summary>
    public Task<Wire.TestStepResultStatus?> Done => _done.Task;

    /// <summary>Runs the scenario on the calling thread until it is over or first waits for something.</summary>
    /// <param name="deserted">Called on another thread where a step keeps the calling one beyond the scenario's time.</param>
    /// <returns>False where <paramref name="deserted"/> was called: somebody else does now what the caller was to do.</returns>
    public bool Start(Action deserted)
    {
        _deserted = deserted;
        _ = BeginAsync();
        return Interlocked.CompareExchange(ref _start, Started, Starting) == Starting;
    }

    public void Attach(AttachmentContent content)
    {
        lock (_attachGate)
        {
            if (_over)
                throw new InvalidOperationException($"The scenario '{Scenario.Name}' is over; nothing can be attached to it.");
            Write(ToMessage(content));
        }
    }

    private async Task BeginAsync()
    {
        try
        {
            _services = new ScenarioServices(_state.Root, _state.Instances);
            _services.Begin(this);
            _clock.Start(_state.Stop);
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
            return;
        }

        await DriveAsync(0);
    }

    private async Task DriveAsync(int turn)
    {
        try
        {
            while (_next < _plan.Steps.Length)
            {
                var step = _plan.Steps[_next];
                if (!_clock.Stopped || step.Always)
                {
                    Announce(step);
                    if (Verdict(step) is { } known)
                        Finish(step, StepResults.Of(known));
                    else if (!await RunAsync(turn, step, _execute))
                        return;
                }

                _next++;
            }

            if (_next == _plan.Steps.Length && !await RunAsync(turn, null, DisposeAsync))
                return;
            End();
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
        }
    }

    /// <summary>Runs code that is not ours. False where it outlived its turn.</summary>
    private async ValueTask<bool> RunAsync(int turn, PlannedStep? step, Func<PlannedStep?, ValueTask> run)
    {
        _stepStarted = _state.Settings.TimeProvider.GetTimestamp();
        Exception? error = null;
        if (!_clock.Enter(mustRun: step?.Always ?? true))
        {
            error = _clock.TimedOut();
        }
        else
        {
            try
            {
                var pending = run(step);
                if (!pending.IsCompletedSuccessfully)
                    await pending;
            }
            catch (Exception e)
            {
                error = e;
            }

            if (!_clock.Leave(turn))
            {
                Late(step, error);
                return false;
            }
        }

        Settle(step, error);
        return true;
    }

    /// <summary>Marks the step that was given up as failed and goes on with the next one.</summary>
    public void TakeOver(int turn)
    {
        if (Interlocked.CompareExchange(ref _start, Deserted, Starting) == Starting)
            _deserted!();
        try
        {
            Settle(_next < _plan.Steps.Length ? _plan.Steps[_next] : null, _clock.TimedOut());
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
            return;
        }

        _next++;
        _ = DriveAsync(turn);
    }

    private void Announce(PlannedStep step)
    {
        Volatile.Write(ref _currentStepId, step.Id);
        Write(RunMessage.StepStarted(_startedId, step.Id, _state.Output.Time()));
    }

    /// <summary>The status of a step that is not run; null for one that is.</summary>
    private Wire.TestStepResultStatus? Verdict(PlannedStep step)
    {
        if (step.Always)
            return null;
        if (_skipped)
            return Wire.TestStepResultStatus.SKIPPED;
        switch (step.Match?.Kind)
        {
            case MatchKind.Undefined:
                _blocked = true;
                Suggest(step.Step!);
                return Wire.TestStepResultStatus.UNDEFINED;
            case MatchKind.Ambiguous:
                _blocked = true;
                return Wire.TestStepResultStatus.AMBIGUOUS;
            default:
                return _blocked ? Wire.TestStepResultStatus.SKIPPED : null;
        }
    }

    private void Suggest(ScenarioStep step) => Write(RunMessage.Of(Wire.Envelope.Create(new Wire.Suggestion(
        _state.Ids.GetNewId(), step.PickleStep.Id, [.. _state.Library.Snippets(step).Select(code => new Wire.Snippet("csharp", code))]))));

    private ValueTask ExecuteAsync(PlannedStep? step)
    {
        if (step!.Hook is { } hook)
            return Call(hook.Method, []);
        if (step.Match!.Problem is { } problem)
            throw new StepBindingException(problem);
        return _plan.BeforeStep.Length + _plan.AfterStep.Length == 0 ? Call(step.Match) : CallWithHooksAsync(step.Match);
    }

    private ValueTask Call(StepMatch match)
    {
        var arguments = match.Arguments.Length == 0 ? [] : new object?[match.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = match.Arguments[i].Resolve(_services!);
        return Call(match.Definition!.Bound, arguments);
    }

    private ValueTask Call(BoundMethod method, object?[] arguments) =>
        method.Call(method.Method.IsStatic ? null : _services!.Of(method.Owner), arguments);

    private async ValueTask CallWithHooksAsync(StepMatch match)
    {
        try
        {
            foreach (var hook in _plan.BeforeStep)
                await Call(hook.Method, []);
            await Call(match);
        }
        finally
        {
            foreach (var hook in _plan.AfterStep)
                await Call(hook.Method, []);
        }
    }

    private ValueTask DisposeAsync(PlannedStep? step) => _services!.DisposeAsync();

    /// <summary>Records what came of a step, or of disposing.</summary>
    private void Settle(PlannedStep? step, Exception? error)
    {
        if (step is null)
        {
            if (error is null)
                return;
            // Nobody could know before that disposing fails, so the test case is told anew with one more step.
            step = PlannedStep.Of(_state.Ids.Take(1), null, _state.DisposalHookId());
            Write(RunMessage.Planned(_plan with { Steps = [.. _plan.Steps, step] }));
            Announce(step);
        }

        var elapsed = _state.Settings.TimeProvider.GetElapsedTime(_stepStarted);
        var result = StepResults.Of(error, elapsed);
        if (!step.Always)
        {
            _skipped |= result.Status == Wire.TestStepResultStatus.SKIPPED && !_blocked;
            _blocked |= error is not null;
        }

        Finish(step, result);
    }

    private void Finish(PlannedStep step, StepResult result)
    {
        if (result.Status > _status)
            _status = result.Status;
        Write(RunMessage.StepFinished(_startedId, step.Id, result, _state.Output.Time()));
    }

    private void End()
    {
        lock (_attachGate)
            _over = true;
        _clock.End();
        if (_clock.Stopped)
        {
            _done.TrySetResult(null);
            return;
        }

        var retried = _status == Wire.TestStepResultStatus.FAILED && Attempt < _state.Settings.Retries;
        Write(RunMessage.CaseFinished(_plan, _startedId, _status, retried, _state.Output.Time()));
        _done.TrySetResult(_status);
    }

    /// <summary>Keeps what a step threw after it had been given up.</summary>
    public void Late(PlannedStep? step, Exception? error)
    {
        // That a cancelled step says so is no news.
        if (error is null or OperationCanceledException)
            return;
        var what = step?.ToString() ?? "after the scenario's time was over";
        _state.LateFailures.Enqueue(new LateFailure(Scenario, what, error));
        lock (_attachGate)
        {
            if (_over)
                return;
            var log = AttachmentContent.Log($"Failed after it had been given up: {what}\n{error}");
            Write(ToMessage(log));
        }
    }

    private RunMessage ToMessage(AttachmentContent content)
    {
        var step = Volatile.Read(ref _currentStepId);
        return RunMessage.Of(content.ToStep(RunMessage.Id(_startedId), step < 0 ? null : RunMessage.Id(step), _state.Output.Now()));
    }

    private void Write(in RunMessage message)
    {
        if (!_clock.Stopped)
            _state.Output.Write(message);
    }

    /// <summary>FNV-1a, so that it is the same on every machine.</summary>
    private static int SeedOf(int seed, string key)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in key)
            hash = (hash ^ c) * 16777619;
        return (int)(hash & int.MaxValue);
    }
}
