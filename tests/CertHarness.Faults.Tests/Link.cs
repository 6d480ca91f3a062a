using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Tests;

/// <summary>A fault alone, with neither sockets nor a clock.</summary>
internal sealed class Link(FaultStrategy strategy)
{
    private readonly FaultStrategy _strategy = strategy;

    public Link(NetworkFault fault, int seed = 1)
        : this(fault.Begin(TimeSpan.Zero, new Random(seed)))
    {
    }

    public Link(DatagramFault fault, int seed = 1)
        : this(fault.Begin(new Random(seed)))
    {
    }

    /// <summary>What it gave so far, and when.</summary>
    public List<(TimeSpan At, byte[] Bytes, Ending? End)> Given { get; } = [];

    public TimeSpan Now { get; private set; }

    public byte[] Bytes => [.. Given.SelectMany(g => g.Bytes)];

    public IEnumerable<Ending> Ends => Given.Where(g => g.End is not null).Select(g => g.End!.Value);

    public long Held => _strategy.HeldBytes;

    public Link Send(params byte[] bytes)
    {
        _strategy.Take(new Parcel(bytes.ToArray()), Now);
        return Pass(TimeSpan.Zero);
    }

    public Link End(Ending end)
    {
        _strategy.Take(Parcel.Of(end), Now);
        return Pass(TimeSpan.Zero);
    }

    /// <summary>Lets time pass, from one thing that is due to the next.</summary>
    public Link Pass(TimeSpan time)
    {
        var until = Now + time;
        Give();
        while (_strategy.Due is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            Give();
        }

        Now = until;
        return this;
    }

    public Link Release()
    {
        foreach (var parcel in _strategy.Release())
            Given.Add((Now, parcel.Bytes.ToArray(), parcel.End));

        return this;
    }

    private void Give()
    {
        while (_strategy.TryGive(Now, out var parcel))
            Given.Add((Now, parcel.Bytes.ToArray(), parcel.End));
    }
}
