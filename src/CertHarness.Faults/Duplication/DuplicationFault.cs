namespace CertHarness.Faults.Duplication;

/// <summary>Some datagrams arrive twice, one right behind the other.</summary>
public sealed record DuplicationFault : DatagramFault
{
    /// <summary>Which part of them: above 0, at most 1; drawn for each.</summary>
    public required double Rate { get; init; }

    internal override IEnumerable<string> Problems => Share(nameof(Rate), Rate);

    internal override FaultStrategy Begin(Random random) => new DuplicationStrategy(this, random);
}
