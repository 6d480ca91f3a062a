using CertHarness.Faults.Relaying;

namespace CertHarness.Faults;

/// <summary>
/// A fault on one way of one connection: takes what arrives and gives it on when it is due. It knows neither sockets nor clocks;
/// its caller says what time it is and calls from one thread at a time.
/// </summary>
internal abstract class FaultStrategy
{
    private readonly PriorityQueue<Parcel, (TimeSpan Due, long Number)> _held = new();
    private long _number;

    /// <summary>
    /// Whether bytes are held because they travel, rather than because the link takes no more. Those that travel do not slow their
    /// sender down.
    /// </summary>
    public virtual bool Travelling => false;

    /// <summary>The bytes that it holds.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Whether it holds bytes or an end.</summary>
    public bool HoldsAny => _held.Count > 0;

    /// <summary>When it has something to give; null where it is not waiting for time to pass.</summary>
    public TimeSpan? Due => _held.TryPeek(out _, out var next) && next.Due < TimeSpan.MaxValue ? next.Due : null;

    /// <summary>Something arrived. Nothing is given on but what it holds from now on.</summary>
    public abstract void Take(Parcel parcel, TimeSpan now);

    /// <summary>Gives what is due, first things first.</summary>
    public bool TryGive(TimeSpan now, out Parcel parcel)
    {
        parcel = default;
        return _held.TryPeek(out _, out var next) && next.Due <= now && TryPop(out parcel);
    }

    /// <summary>The fault is removed: gives all that goes on nevertheless.</summary>
    public virtual IEnumerable<Parcel> Release()
    {
        while (TryPop(out var parcel))
            yield return parcel;
    }

    protected void Hold(Parcel parcel, TimeSpan due)
    {
        HeldBytes += parcel.Bytes.Length;
        _held.Enqueue(parcel, (due, _number++));
    }

    private bool TryPop(out Parcel parcel)
    {
        if (!_held.TryDequeue(out parcel, out _))
            return false;
        HeldBytes -= parcel.Bytes.Length;
        return true;
    }
}
