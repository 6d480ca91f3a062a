namespace CertHarness.Faults.Relaying;

/// <summary>The faults that lie on one way, in the order in which they were injected. Used by one thread at a time.</summary>
/// <param name="arrived">Takes what went through all of them.</param>
internal sealed class FaultChain(Action<Parcel> arrived)
{
    private readonly List<(Injection Injection, FaultStrategy Strategy)> _faults = [];

    public bool IsClear => _faults.Count == 0;

    public bool HoldsAny => _faults.Exists(f => f.Strategy.HoldsAny);

    /// <summary>The bytes that are held.</summary>
    public long HeldBytes => _faults.Sum(f => f.Strategy.HeldBytes);

    /// <summary>The bytes of these that wait, rather than travel.</summary>
    public long WaitingBytes => _faults.Sum(f => f.Strategy.Travelling ? 0 : f.Strategy.HeldBytes);

    /// <summary>When the next of what is held goes on; null where that is no question of time.</summary>
    public TimeSpan? Due => _faults.Min(f => f.Strategy.Due);

    public void Add(Injection injection, FaultStrategy strategy) => _faults.Add((injection, strategy));

    /// <summary>Takes a fault off; what it held goes on.</summary>
    public void Remove(Injection injection, TimeSpan now)
    {
        var at = _faults.FindIndex(f => f.Injection == injection);
        if (at < 0)
            return;
        var strategy = _faults[at].Strategy;
        _faults.RemoveAt(at);
        foreach (var parcel in strategy.Release())
            Pass(parcel, at, now);
    }

    public void Take(Parcel parcel, TimeSpan now) => Pass(parcel, 0, now);

    /// <summary>Moves on what is due.</summary>
    public void Advance(TimeSpan now)
    {
        for (var at = 0; at < _faults.Count; at++)
        {
            while (_faults[at].Strategy.TryGive(now, out var parcel))
                Pass(parcel, at + 1, now);
        }
    }

    public void Clear() => _faults.Clear();

    private void Pass(Parcel parcel, int to, TimeSpan now)
    {
        if (to < _faults.Count)
            _faults[to].Strategy.Take(parcel, now);
        else
            arrived(parcel);
    }
}
