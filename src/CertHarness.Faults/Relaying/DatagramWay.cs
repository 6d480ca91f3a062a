namespace CertHarness.Faults.Relaying;

/// <summary>The way of datagrams to one side of a flow, through the faults that lie on it.</summary>
internal sealed class DatagramWay : IDisposable
{
    /// <summary>So many bytes are on the way at most; what comes on top is lost.</summary>
    private const int MostHeld = 16 << 20;

    private readonly Clock _clock;
    private readonly Lock _gate;
    private readonly FaultChain _faults;
    private readonly ITimer _timer;
    private bool _over;

    /// <param name="clock">The time.</param>
    /// <param name="gate">That of the proxy.</param>
    /// <param name="arrived">Takes what went through all faults; it does not wait for anything.</param>
    public DatagramWay(Clock clock, Lock gate, Action<ReadOnlyMemory<byte>> arrived)
    {
        (_clock, _gate) = (clock, gate);
        _faults = new FaultChain(parcel => arrived(parcel.Bytes));
        _timer = clock.Timer(() => Act(() => { }));
    }

    /// <summary>Sends a datagram, whose bytes belong to the way from now on.</summary>
    public void Send(Memory<byte> datagram) => Act(() =>
    {
        if (_faults.HeldBytes + datagram.Length <= MostHeld)
            _faults.Take(new Parcel(datagram), _clock.Now);
    });

    /// <summary>Lays a fault on the way, behind all others.</summary>
    public void Lay(Injection injection, FaultStrategy strategy) => Act(() => _faults.Add(injection, strategy));

    /// <summary>Takes a fault off the way; what it held goes on.</summary>
    public void Remove(Injection injection) => Act(() => _faults.Remove(injection, _clock.Now));

    public void Dispose()
    {
        lock (_gate)
            _over = true;
        _timer.Dispose();
    }

    private void Act(Action change)
    {
        lock (_gate)
        {
            if (_over)
                return;
            change();
            var now = _clock.Now;
            _faults.Advance(now);

            // Timers count in milliseconds: rounded up, so that something is due when it fires.
            _timer.Change(
                _faults.Due is { } due ? TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (due - now).TotalMilliseconds))) : System.Threading.Timeout.InfiniteTimeSpan,
                System.Threading.Timeout.InfiniteTimeSpan);
        }
    }
}
