using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Running;

/// <summary>How a worker brings its devices up before the schedule: a few at a time, listeners first.</summary>
internal sealed partial class Worker
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _listeners;
    private int _nextToConnect;
    private int _connecting;

    /// <summary>When the thread runs and can be posted to.</summary>
    public Task IsRunning => _running.Task;

    /// <summary>How many devices connect before the schedule.</summary>
    public int ToConnect => _plan.ConnectFirst ? _slots.Count : _listeners;

    /// <summary>How many of them did.</summary>
    public int ConnectedBefore { get; private set; }

    public void OnConnected(Slot slot, Outcome outcome, string? cause)
    {
        slot.State = SlotState.Idle;
        _connecting--;
        _recorder.Current.Connecting.Record(_clock.Now - slot.Started);
        if (outcome == Outcome.Ok)
            ConnectedBefore++;
        else
            Causes.Add($"connecting: {cause ?? "it failed"}");
    }

    /// <summary>How many connections ended while their device was idle.</summary>
    public long IdleLosses { get; private set; }

    public void OnDisconnected(string cause)
    {
        IdleLosses++;
        Causes.Add($"while idle: {cause}");
    }

    public void OnExhausted(string cause)
    {
        _reserve.Release();
        if (!Exhausted.Contains(cause))
            Exhausted.Add(cause);
    }

    private long ConnectSome(long now)
    {
        // Out of files or ports: trying the others too would change nothing.
        while (_connecting < _plan.ConnectAtOnce && _nextToConnect < ToConnect && Exhausted.Count == 0)
        {
            // Listeners have to listen before anything is published.
            if (_nextToConnect == _listeners && _connecting > 0)
                break;
            var slot = _slots[_nextToConnect++];
            (slot.State, slot.Started, slot.Deadline) = (SlotState.Connecting, now, now + _plan.ConnectTimeout.Nanoseconds());
            _connecting++;
            _loop.Timers.Arm(slot, slot.Deadline);
            slot.Client.Connect();
        }

        if (_connecting == 0 && (_nextToConnect == ToConnect || Exhausted.Count > 0))
            _connected.TrySetResult();
        return _connecting == 0 && !_connected.Task.IsCompleted ? now : long.MaxValue;
    }
}
