namespace CertHarness.Faults.Corruption;

/// <summary>Some bytes arrive with other values. Which ones, and how they change, depends on the seed alone.</summary>
public sealed record CorruptionFault : NetworkFault
{
    /// <summary>Which part of the bytes is changed: 1e-9 to 1.</summary>
    public required double Rate { get; init; }

    internal override IEnumerable<string> Problems => Stated.Unless(Rate is >= 1e-9 and <= 1, nameof(Rate), Rate, "from 1e-9 to 1");

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new CorruptionStrategy(this, random);
}
