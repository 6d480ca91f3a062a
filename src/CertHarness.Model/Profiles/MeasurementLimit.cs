namespace CertHarness.Model.Profiles;

/// <summary>What a profile asks of a measurement, for each level.</summary>
/// <param name="Requirement">The requirement whose scenarios record the measurement.</param>
/// <param name="Measurement">The measurement's name.</param>
/// <param name="Unit">The unit of the bounds; the measurement must have the same.</param>
/// <param name="Bound">Whether the bounds are the largest or the smallest values that will do.</param>
/// <param name="Levels">The bound of each level that has one; a level without one asks what the next lower one asks.</param>
public sealed record MeasurementLimit(
    string Requirement, string Measurement, string Unit, Bound Bound, IReadOnlyDictionary<Level, double> Levels);

/// <summary>On which side of a bound a measurement has to be.</summary>
public enum Bound
{
    /// <summary>at-most.</summary>
    AtMost,

    /// <summary>at-least.</summary>
    AtLeast,
}
