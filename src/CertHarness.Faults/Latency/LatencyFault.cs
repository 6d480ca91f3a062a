namespace CertHarness.Faults.Latency;

/// <summary>
/// Everything arrives later, ends too. Order is kept, and throughput is not limited until 16 MiB are on the way.
/// </summary>
public sealed record LatencyFault : NetworkFault
{
    /// <summary>How much later: 0 to 1 day, in each direction that the fault lies on.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>How far the delay varies to both sides, evenly: 0 to <see cref="Delay"/>. What would overtake arrives together instead.</summary>
    public TimeSpan Jitter { get; init; }

    internal override IEnumerable<string> Problems =>
        [.. Stated.Duration(nameof(Delay), Delay), .. Stated.Unless(Jitter >= TimeSpan.Zero && Jitter <= Delay, nameof(Jitter), Jitter, $"from {TimeSpan.Zero} to {nameof(Delay)}, which is {Delay}")];

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new LatencyStrategy(this, random);
}
