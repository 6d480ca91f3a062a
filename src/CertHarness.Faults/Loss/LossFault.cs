namespace CertHarness.Faults.Loss;

/// <summary>Some datagrams never arrive.</summary>
public sealed record LossFault : DatagramFault
{
    /// <summary>Which part of them: above 0, at most 1; drawn for each.</summary>
    public required double Rate { get; init; }

    internal override IEnumerable<string> Problems => Share(nameof(Rate), Rate);

    internal override FaultStrategy Begin(Random random) => new LossStrategy(this, random);
}
