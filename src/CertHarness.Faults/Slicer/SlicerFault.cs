namespace CertHarness.Faults.Slicer;

/// <summary>Bytes arrive in small pieces, with a pause between them. Where they are cut depends on the seed alone.</summary>
public sealed record SlicerFault : NetworkFault
{
    /// <summary>The average length of a piece in bytes: at least 1.</summary>
    public required int AverageSize { get; init; }

    /// <summary>How far lengths vary to both sides, evenly, in bytes: 0 to less than <see cref="AverageSize"/>.</summary>
    public int SizeVariation { get; init; }

    /// <summary>The least time from one piece to the next: 0 to 1 day.</summary>
    public TimeSpan Delay { get; init; }

    internal override IEnumerable<string> Problems =>
    [
        .. Stated.AtLeast(nameof(AverageSize), AverageSize, 1),
        .. Stated.Unless(SizeVariation >= 0 && SizeVariation < AverageSize, nameof(SizeVariation), SizeVariation, $"from 0 to less than {nameof(AverageSize)}, which is {AverageSize}"),
        .. Stated.Duration(nameof(Delay), Delay),
    ];

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new SlicerStrategy(this, random);
}
