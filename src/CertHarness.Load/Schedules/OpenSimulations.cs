using CertHarness.Load.Timing;

namespace CertHarness.Load.Schedules;

internal sealed record Injecting(int Rate, TimeSpan Interval, TimeSpan During) : LoadSimulation(During)
{
    internal override double LastRate => Rate / Interval.TotalSeconds;

    internal override IEnumerable<Arrivals> ArrivalsFrom(long start, double before, ulong seed) =>
        [new(start, During.Nanoseconds(), Rate, Rate, Interval.Nanoseconds())];
}

internal sealed record RampingInjecting(int Rate, TimeSpan Interval, TimeSpan During) : LoadSimulation(During)
{
    internal override double LastRate => Rate / Interval.TotalSeconds;

    internal override IEnumerable<Arrivals> ArrivalsFrom(long start, double before, ulong seed) =>
        [new(start, During.Nanoseconds(), before * Interval.TotalSeconds, Rate, Interval.Nanoseconds())];
}

internal sealed record RandomInjecting(int MinRate, int MaxRate, TimeSpan Interval, TimeSpan During) : LoadSimulation(During)
{
    internal override double LastRate => (MinRate + MaxRate) / 2.0 / Interval.TotalSeconds;

    internal override IEnumerable<Arrivals> ArrivalsFrom(long start, double before, ulong seed)
    {
        var (interval, end) = (Interval.Nanoseconds(), During.Nanoseconds());
        var span = (ulong)((long)MaxRate - MinRate + 1);
        ulong number = 0;
        for (long at = 0; at < end; at += interval, number++)
        {
            var rate = MinRate + (long)(SplitMix.At(seed, number) % span);
            yield return new(start + at, Math.Min(interval, end - at), rate, rate, interval);
        }
    }
}

/// <summary>Numbers that look random and follow from a seed and a position alone (Steele, Lea and Flood 2014).</summary>
internal static class SplitMix
{
    public static ulong At(ulong seed, ulong position)
    {
        var z = unchecked(seed + ((position + 1) * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
