using System.Globalization;

namespace CertHarness.Reporting.Charts;

/// <summary>An axis of a chart: its range, and round values to write beside it.</summary>
internal sealed record Axis(double Low, double High, bool IsLogarithmic)
{
    private const int MostTicks = 7;

    private static readonly double[] Factors = [1, 2, 5, 10];

    public IEnumerable<double> Ticks => IsLogarithmic ? Decades() : Steps();

    /// <summary>The axis that holds some values.</summary>
    public static Axis Of(IEnumerable<double> values, bool isLogarithmic, bool fromZero = false)
    {
        var usable = values.Where(value => double.IsFinite(value) && (!isLogarithmic || value > 0)).DefaultIfEmpty(1).ToList();
        var (low, high) = (usable.Min(), usable.Max());
        if (isLogarithmic)
            return new(Math.Pow(10, Math.Floor(Math.Log10(low))), Math.Pow(10, Math.Max(Math.Ceiling(Math.Log10(high)), Math.Floor(Math.Log10(low)) + 1)), true);
        low = fromZero ? Math.Min(0, low) : low;
        return new(low, high > low ? high : low + 1, false);
    }

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Place(double value) => Math.Clamp(
        IsLogarithmic
            ? (Math.Log10(Math.Max(value, Low)) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
            : (value - Low) / (High - Low),
        0,
        1);

    public static string Label(double value) => value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.####", CultureInfo.InvariantCulture);

    private IEnumerable<double> Decades()
    {
        for (var tick = Low; tick <= High * 1.001; tick *= 10)
            yield return tick;
    }

    private IEnumerable<double> Steps()
    {
        var rough = (High - Low) / MostTicks;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Factors.Select(factor => factor * magnitude).First(step => step >= rough);
        for (var number = Math.Ceiling(Low / step); number * step <= High; number++)
            yield return number * step;
    }
}
