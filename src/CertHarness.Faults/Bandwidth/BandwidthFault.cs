namespace CertHarness.Faults.Bandwidth;

/// <summary>
/// A link of limited rate: a token bucket that holds the bytes of 20 ms and is full at first. A sender that is faster is slowed down.
/// </summary>
public sealed record BandwidthFault : NetworkFault
{
    /// <summary>Bytes a second: 1 to 10,000,000,000.</summary>
    public required long BytesPerSecond { get; init; }

    internal override IEnumerable<string> Problems =>
        Stated.Unless(BytesPerSecond is >= 1 and <= 10_000_000_000, nameof(BytesPerSecond), BytesPerSecond, "from 1 to 10000000000");

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new BandwidthStrategy(this, now);
}
