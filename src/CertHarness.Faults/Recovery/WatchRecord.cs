namespace CertHarness.Faults.Recovery;

/// <summary>What was seen of a service that was watched at a constant rate.</summary>
/// <param name="Probes">The probes in the order in which they were due.</param>
/// <param name="Interval">The time between two of them; more than zero.</param>
/// <param name="Noticed">When a client was told that something is wrong, in order: its connection ended.</param>
/// <param name="Stalls">When the harness did not get to run. Of a probe that was under way then for too much of its time the delay tells nothing about the service.</param>
public sealed record WatchRecord(
    IReadOnlyList<Probe> Probes, TimeSpan Interval, IReadOnlyList<TimeSpan> Noticed, IReadOnlyList<Stall> Stalls)
{
    /// <summary>For how much of the time that a probe was under way the harness did not get to run.</summary>
    public TimeSpan StalledDuring(Probe probe) => Stalls.Aggregate(TimeSpan.Zero, (sum, stall) =>
    {
        var begin = stall.Begin > probe.Intended ? stall.Begin : probe.Intended;
        var end = probe.Delivered < stall.End ? probe.Delivered.Value : stall.End;
        return end > begin ? sum + (end - begin) : sum;
    });
}
