namespace CertHarness.Model.Measuring;

/// <summary>What a scenario measured.</summary>
/// <param name="Measurements">The numbers, in the order in which they were recorded.</param>
/// <param name="Charts">The pictures, in the order in which they were drawn.</param>
public sealed record MeasurementRecord(IReadOnlyList<Measurement> Measurements, IReadOnlyList<Chart> Charts)
{
    /// <summary>Nothing was measured.</summary>
    public static MeasurementRecord Empty { get; } = new([], []);
}
