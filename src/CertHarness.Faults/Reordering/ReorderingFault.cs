namespace CertHarness.Faults.Reordering;

/// <summary>Some datagrams take a longer way, so that those behind them overtake.</summary>
public sealed record ReorderingFault : DatagramFault
{
    /// <summary>Which part of them: above 0, at most 1; drawn for each.</summary>
    public required double Rate { get; init; }

    /// <summary>How much later they arrive: above 0, at most 1 day.</summary>
    public required TimeSpan Delay { get; init; }

    internal override IEnumerable<string> Problems =>
        [.. Share(nameof(Rate), Rate), .. Stated.Duration(nameof(Delay), Delay), .. Stated.Unless(Delay != TimeSpan.Zero, nameof(Delay), Delay, "above 0")];

    internal override FaultStrategy Begin(Random random) => new ReorderingStrategy(this, random);
}
