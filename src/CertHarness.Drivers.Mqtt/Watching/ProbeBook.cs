using CertHarness.Faults.Recovery;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>What became of each probe. Safe for many threads.</summary>
internal sealed class ProbeBook
{
    private readonly List<Probe> _probes = [];
    private readonly Lock _gate = new();

    /// <summary>Enters a probe; its number is how many there were before it.</summary>
    public void Due(TimeSpan at)
    {
        lock (_gate)
            _probes.Add(new Probe(at, null, null, 0));
    }

    /// <summary>The broker took charge of a probe.</summary>
    public void Acknowledged(int number, TimeSpan at) => Alter(number, p => p with { Acknowledged = p.Acknowledged ?? at });

    /// <summary>A probe arrived, for the first time or again.</summary>
    public void Delivered(int number, TimeSpan at) => Alter(number, p => p with { Delivered = p.Delivered ?? at, Deliveries = p.Deliveries + 1 });

    /// <summary>All probes so far.</summary>
    public Probe[] Snapshot()
    {
        lock (_gate)
            return [.. _probes];
    }

    /// <summary>What became of a probe so far.</summary>
    public Probe Find(int number)
    {
        lock (_gate)
            return _probes[number];
    }

    private void Alter(int number, Func<Probe, Probe> change)
    {
        lock (_gate)
        {
            // A broker that invents messages does not end the watch.
            if (number >= 0 && number < _probes.Count)
                _probes[number] = change(_probes[number]);
        }
    }
}
