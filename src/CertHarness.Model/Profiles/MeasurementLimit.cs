namespace CertHarness.Model.Profiles;

/// <summary>What a profile asks of a measurement, for each level.</summary>
/// <param name="Requirement">The requirement whose scenarios record the measurement.</param>
/// <param name="Measurement">The measurement's name.</param>
/// <param name="Unit">The unit of the bounds; the measurement must have the same.</param>
/// <param name="Bound">Whether the bounds are the largest or the smallest values that will do.</param>
/// <param name="Levels">The bound of each level that has one; a level without one asks what the next lower one asks.</param>
public sealed record MeasurementLimit(
    string Requirement, string Measurement, string Unit, Bound Bound, IReadOnlyDictionary<Level, double> Levels)
{
    /// <summary>What is asked at a level, or null where that is nothing.</summary>
    /// <param name="level">The level.</param>
    public double? BoundAt(Level level)
    {
        var stated = Levels.Keys.Where(l => l <= level).ToList();
        return stated.Count == 0 ? null : Levels[stated.Max()];
    }

    /// <summary>The highest level whose bound, and those below it, a value keeps; null where it does not keep the lowest level's.</summary>
    /// <param name="value">The value, in the unit of the bounds.</param>
    public Level? Attained(double value)
    {
        Level? attained = null;
        foreach (var level in Enum.GetValues<Level>())
        {
            if (BoundAt(level) is { } bound && !(Bound == Bound.AtMost ? value <= bound : value >= bound))
                break;
            attained = level;
        }

        return attained;
    }
}

/// <summary>On which side of a bound a measurement has to be.</summary>
public enum Bound
{
    /// <summary>at-most.</summary>
    AtMost,

    /// <summary>at-least.</summary>
    AtLeast,
}
