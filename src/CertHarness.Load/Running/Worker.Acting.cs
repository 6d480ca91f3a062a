using CertHarness.Load.Recording;
using CertHarness.Load.Schedules;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Running;

/// <summary>How a worker follows the schedule: what is begun when, and what becomes of it.</summary>
internal sealed partial class Worker
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IEnumerator<long> _instants;
    private readonly IEnumerator<CopyChange> _changes;
    private bool _isScheduled;
    private long _start;
    private long _nextInstant = long.MaxValue;
    private long _nextChange = long.MaxValue;
    private int _wantedCopies;
    private int _copies;

    public void OnCompleted(Slot slot, Outcome outcome, string? cause) => Finish(slot, outcome, cause, _clock.Now);

    public void OnDue(Slot slot, long now)
    {
        if (slot.State == SlotState.Resting)
        {
            slot.State = SlotState.Idle;
            Next(slot, now, isRested: true);
        }
        else if (slot.State is SlotState.Acting or SlotState.Connecting)
        {
            if (now < slot.Deadline)
                _loop.Timers.Arm(slot, slot.Deadline);
            else
                TimeOut(slot, now);
        }
    }

    private void TimeOut(Slot slot, long now)
    {
        var waited = slot.Client.Abandon() is { } opening ? $": {opening} did not end" : "";
        if (slot.State == SlotState.Connecting)
            OnConnected(slot, Outcome.TimedOut, $"not connected within {_plan.ConnectTimeout.TotalSeconds:0.###} s{waited}");
        else if (slot.State == SlotState.Acting)
            Finish(slot, Outcome.TimedOut, $"no answer within {_plan.Timeout.TotalSeconds:0.###} s{waited}", now);
    }

    private void BeginSchedule(long at)
    {
        _recorder.Rotate(_clock.Now, Connections, 0);
        _recorder.Begin(connecting: false, at);
        (_start, _isScheduled) = (at, true);
        AdvanceInstant();
        AdvanceChange();
    }

    /// <summary>Begins what is due.</summary>
    /// <returns>When something is due again, in nanoseconds.</returns>
    private long Dispatch(long now)
    {
        while (_nextChange <= now)
            ChangeCopies(now);
        now = InjectDue(now);
        ForgetExpired(now);
        for (var left = MostInARow; left > 0 && _ready.TryDequeue(out var slot); left--)
            Next(slot, _clock.Now);

        if (_nextInstant == long.MaxValue && _nextChange == long.MaxValue && _inFlight == 0 && _waiting.Count == 0 && _ready.Count == 0)
            _drained.TrySetResult();
        return _ready.Count > 0 ? now : Math.Min(_nextInstant, _nextChange);
    }

    private long InjectDue(long now)
    {
        for (var left = MostInARow; left > 0 && _nextInstant <= now; left--)
        {
            var intended = _nextInstant;
            AdvanceInstant();
            _recorder.Current.Lag.Record(now - intended);
            if (now - intended > _mostLateness)
                Failed(Outcome.Dropped, "the generator was late", 0);
            else if (_free.TryDequeue(out var slot))
                Begin(slot, intended, now);
            else if (_waiting.Count < MostWaiting)
                _waiting.Enqueue(intended);
            else
                Failed(Outcome.Dropped, $"more than {MostWaiting} iterations waited for a device", 0);
            now = _clock.Now;
        }

        return now;
    }

    private void ChangeCopies(long now)
    {
        _wantedCopies = _changes.Current.Copies;
        AdvanceChange();
        while (_copies < _wantedCopies && _free.TryDequeue(out var slot))
        {
            _copies++;
            slot.IsCopy = true;
            Begin(slot, now, now);
        }
    }

    private void Begin(Slot slot, long intended, long now)
    {
        (slot.State, slot.Intended, slot.Started, slot.Deadline) = (SlotState.Acting, intended, now, now + _timeout);
        // The timer of the iteration before may still be armed: it looks at the deadline when it fires.
        _loop.Timers.ArmBy(slot, slot.Deadline);
        _inFlight++;
        _recorder.Current.Begun++;
        _isActing = true;
        slot.Client.Act(intended);
        _isActing = false;
    }

    private void Finish(Slot slot, Outcome outcome, string? cause, long now)
    {
        _inFlight--;
        _recorder.Record(outcome, now - slot.Intended, now - slot.Started);
        slot.State = SlotState.Idle;
        if (outcome == Outcome.Ok)
        {
            slot.Failures = 0;
        }
        else
        {
            Causes.Add(cause ?? outcome.ToString());
            if (outcome is Outcome.Refused or Outcome.ConnectionLost)
            {
                slot.Lost();
                slot.Failures++;
            }
        }

        // A device that is done while it is still being told to act would recurse.
        if (_isActing)
            _ready.Enqueue(slot);
        else
            Next(slot, now);
    }

    private void Next(Slot slot, long now, bool isRested = false)
    {
        if (slot.IsCopy && _copies > _wantedCopies)
        {
            _copies--;
            slot.IsCopy = false;
        }

        if (slot.IsCopy)
        {
            if (slot.Failures == 0 || isRested)
                Begin(slot, now, now);
            else
                Rest(slot, now);
        }
        else
        {
            ForgetExpired(now);
            if (_waiting.TryDequeue(out var intended))
                Begin(slot, intended, now);
            else
                _free.Enqueue(slot);
        }
    }

    private void ForgetExpired(long now)
    {
        while (_waiting.TryPeek(out var intended) && now - intended > _timeout)
        {
            _waiting.Dequeue();
            Failed(Outcome.TimedOut, $"no device was free within {_plan.Timeout.TotalSeconds:0.###} s", now - intended);
        }
    }

    /// <summary>A copy that finds no SUT would ask again as fast as it can; it waits, each time twice as long.</summary>
    private void Rest(Slot slot, long now)
    {
        var rest = Math.Min(LongestRest.Nanoseconds(), ShortestRest.Nanoseconds() << Math.Min(20, slot.Failures));
        slot.State = SlotState.Resting;
        _loop.Timers.Arm(slot, now + rest);
    }

    private void Failed(Outcome outcome, string cause, long response)
    {
        _recorder.Record(outcome, response, 0);
        Causes.Add(cause);
    }

    private void AdvanceInstant() => _nextInstant = _instants.MoveNext() ? _start + _instants.Current : long.MaxValue;

    private void AdvanceChange() => _nextChange = _changes.MoveNext() ? _start + _changes.Current.At : long.MaxValue;
}
