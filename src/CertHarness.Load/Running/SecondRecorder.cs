using System.Collections.Concurrent;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Running;

/// <summary>Records what a thread does, and hands each second over when it is full. Handing over locks nothing that recording uses.</summary>
/// <param name="length">How long a second is, in nanoseconds.</param>
/// <param name="full">Takes seconds that are full.</param>
/// <param name="empty">Has some that can be used again.</param>
internal sealed class SecondRecorder(long length, ConcurrentQueue<LoadSecond> full, ConcurrentBag<LoadSecond> empty)
{
    private long _start;
    private long _waited;

    public LoadSecond Current { get; private set; } = new();

    /// <summary>When the second is full.</summary>
    public long End { get; private set; }

    /// <summary>Begins to count seconds anew.</summary>
    public void Begin(bool connecting, long now)
    {
        (Current.IsConnecting, Current.Number) = (connecting, 0);
        (_start, End, _waited) = (now, now + length, 0);
    }

    public void Waited(long nanoseconds) => _waited += nanoseconds;

    public void Record(Outcome outcome, long response, long service)
    {
        Current.Outcomes.Add(outcome);
        if (outcome is not (Outcome.Ok or Outcome.TimedOut))
            return;
        Current.Response.Record(response);
        Current.Service.Record(service);
    }

    /// <summary>Hands the second over.</summary>
    public void Rotate(long now, int connected, int waiting)
    {
        var done = Current;
        done.Length = Math.Max(1, now - _start);
        done.Busy = Math.Clamp(1 - ((double)_waited / done.Length), 0, 1);
        (done.Connected, done.Waiting) = (connected, waiting);
        if (!empty.TryTake(out var next))
            next = new LoadSecond();
        (next.IsConnecting, next.Number) = (done.IsConnecting, done.Number + 1);
        Current = next;
        // Late ones do not shift those that follow.
        (_start, End, _waited) = (now, Math.Max(now + 1, End + length), 0);
        full.Enqueue(done);
    }
}
