namespace CertHarness.Faults.LimitData;

/// <summary>The connection is closed, both ways, as soon as a number of bytes went through. The rest is lost.</summary>
public sealed record LimitDataFault : NetworkFault
{
    /// <summary>How many bytes of a connection go through from the injection on: 0 or more.</summary>
    public required long Bytes { get; init; }

    internal override IEnumerable<string> Problems => Stated.AtLeast(nameof(Bytes), Bytes, 0);

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new LimitDataStrategy(this, now);
}
