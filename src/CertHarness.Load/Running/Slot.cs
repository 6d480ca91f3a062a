using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Running;

/// <summary>What the engine knows of one device: what it is doing, since when, and until when it may.</summary>
internal sealed class Slot(Worker worker) : WheelTimer, ILoadSlot
{
    public ILoadClient Client { get; set; } = null!;

    public SlotState State { get; set; }

    /// <summary>When the iteration was meant to begin.</summary>
    public long Intended { get; set; }

    /// <summary>When it, or connecting, did begin.</summary>
    public long Started { get; set; }

    /// <summary>When it has taken too long.</summary>
    public long Deadline { get; set; }

    /// <summary>Whether it is one of the copies of a closed stretch.</summary>
    public bool IsCopy { get; set; }

    /// <summary>How often in a row it found no SUT.</summary>
    public int Failures { get; set; }

    /// <summary>Whether its connection is there, as far as it has said.</summary>
    public bool IsConnected { get; private set; }

    public void Connected(Outcome outcome, string? cause)
    {
        if (State != SlotState.Connecting)
            return;
        if (outcome == Outcome.Ok)
            Reconnected();
        worker.OnConnected(this, outcome, cause);
    }

    public void Completed(Outcome outcome, string? cause)
    {
        if (State == SlotState.Acting)
            worker.OnCompleted(this, outcome, cause);
    }

    public void Disconnected(string cause)
    {
        Lost();
        worker.OnDisconnected(cause);
    }

    public void Reconnected()
    {
        if (!IsConnected)
            worker.Connections++;
        IsConnected = true;
    }

    public void Lost()
    {
        if (IsConnected)
            worker.Connections--;
        IsConnected = false;
    }

    public void Exhausted(string cause) => worker.OnExhausted(cause);

    protected internal override void OnDue(long now) => worker.OnDue(this, now);
}

/// <summary>What a device is doing.</summary>
internal enum SlotState
{
    Idle,
    Connecting,
    Acting,

    /// <summary>It found no SUT and waits a little before it tries again.</summary>
    Resting,
}
