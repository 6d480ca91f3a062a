using System.Diagnostics.CodeAnalysis;

namespace CertHarness.Gherkin.Execution;

/// <summary>
/// How long a scenario may run, and whose turn it is to run its steps. Turn 0 begins with the scenario; where a step outlives the
/// scenario's time, the next turn begins on another thread.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Steps that were given up may still use the token, so its source is not disposed of.")]
internal sealed class ScenarioClock
{
    private readonly RunSettings _settings;
    private readonly TestCaseRun _run;
    private readonly CancellationTokenSource _cancel = new();
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private CancellationTokenRegistration _stop;
    private int _turn;
    private bool _inUserCode;
    private bool _timeUp;
    private bool _over;
    private volatile bool _stopped;

    public ScenarioClock(RunSettings settings, TestCaseRun run)
    {
        _settings = settings;
        _run = run;
        Token = _cancel.Token;
        _timer = settings.TimeProvider.CreateTimer(
            static clock => ((ScenarioClock)clock!).OnTimeUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is up or the run is stopped.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the run was stopped before the scenario's end.</summary>
    public bool Stopped => _stopped;

    /// <summary>Begins to count the scenario's time and to listen to the run's end.</summary>
    public void Start(CancellationToken stop)
    {
        if (_settings.ScenarioTimeout is { } limit)
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
        _stop = stop.UnsafeRegister(static clock => ((ScenarioClock)clock!).OnStop(), this);
    }

    /// <summary>Called before code that is not ours. False where the time was up before, unless the code must run all the same.</summary>
    public bool Enter(bool mustRun)
    {
        lock (_gate)
        {
            if (_timeUp)
            {
                _timeUp = false;
                if (!mustRun)
                    return false;
                TimedOut();
            }

            _inUserCode = true;
            return true;
        }
    }

    /// <summary>Called after code that is not ours. False where the turn is over, so that the caller may touch nothing more.</summary>
    public bool Leave(int turn)
    {
        lock (_gate)
        {
            if (_turn != turn)
                return false;
            _inUserCode = false;
            return true;
        }
    }

    /// <summary>Gives what is left to run, such as hooks, a time of its own.</summary>
    public ScenarioTimedOutException TimedOut()
    {
        var limit = _stopped ? _settings.CancellationGrace : _settings.ScenarioTimeout ?? Timeout.InfiniteTimeSpan;
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
        return new ScenarioTimedOutException(limit);
    }

    /// <summary>Called at the scenario's end: nothing is cancelled or taken over any more.</summary>
    public void End()
    {
        lock (_gate)
            _over = true;
        _timer.Dispose();
        _stop.Unregister();
    }

    private void OnTimeUp()
    {
        int? next = null;
        lock (_gate)
        {
            if (_over)
                return;
            if (_inUserCode)
            {
                _inUserCode = false;
                next = ++_turn;
            }
            else
            {
                _timeUp = true;
            }
        }

        // The next turn first: what the token calls may block.
        if (next is { } turn)
            ThreadPool.QueueUserWorkItem(static s => s._run.TakeOver(s.turn), (_run, turn), preferLocal: false);
        Cancel();
    }

    private void OnStop()
    {
        lock (_gate)
        {
            if (_over)
                return;
            _stopped = true;
        }

        _timer.Change(_settings.CancellationGrace, Timeout.InfiniteTimeSpan);
        Cancel();
    }

    private void Cancel() => _ = _cancel.CancelAsync().ContinueWith(
        t => _run.Late(null, t.Exception!.GetBaseException()),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);
}
