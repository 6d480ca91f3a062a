namespace CertHarness.Load.Schedules;

/// <summary>
/// Iterations of a stretch whose rate is constant or changes in a straight line. The instant of each follows from its number alone, so
/// nothing adds up over a long run and a share computes only its own.
/// </summary>
/// <param name="start">When the stretch begins, in nanoseconds.</param>
/// <param name="length">How long it is, in nanoseconds.</param>
/// <param name="from">The rate at its start, in iterations an interval.</param>
/// <param name="to">The rate at its end.</param>
/// <param name="interval">The interval, in nanoseconds.</param>
internal sealed class Arrivals(long start, long length, double from, double to, long interval)
{
    /// <summary>How many there are.</summary>
    public long Count { get; } = (long)Math.Ceiling(length * ((from + to) / 2) / interval);

    /// <summary>When the iteration of a number is meant to begin, in nanoseconds. The first begins with the stretch.</summary>
    public long InstantOf(long number)
    {
        if (number == 0)
            return start;
        var offset = from == to && from == Math.Floor(from)
            ? (long)((Int128)number * interval / (long)from)
            : (long)Inverse((double)number * interval);
        return start + Math.Min(offset, length - 1);
    }

    /// <summary>Solves from·t + (to - from)·t² / 2·length = area for t, in the form that loses no digits where the slope is small.</summary>
    private double Inverse(double area) =>
        2 * area / (from + Math.Sqrt(Math.Max(0, (from * from) + (2 * (to - from) / length * area))));
}
