namespace CertHarness.Reporting.Charts;

/// <summary>An axis of a chart: its range, and round values to write beside it.</summary>
internal sealed record Axis(double Low, double High, bool IsLogarithmic)
{
    private const int MostTicks = 7;

    /// <summary>Over so many powers of ten, only these are written beside a logarithmic axis.</summary>
    private const double ManyDecades = 2.5;

    private static readonly double[] Factors = [1, 2, 5, 10];
    private static readonly double[] InDecade = [1, 2, 5];

    public IEnumerable<double> Ticks => IsLogarithmic ? LogarithmicTicks() : Steps();

    /// <summary>The axis that holds some values. What is not finite or, on a logarithmic axis, not above zero, is left out.</summary>
    /// <param name="values">The values.</param>
    /// <param name="isLogarithmic">Whether equal distances are equal ratios.</param>
    /// <param name="fromZero">Whether zero belongs to a linear axis, and some air above the highest value.</param>
    public static Axis Of(IEnumerable<double> values, bool isLogarithmic, bool fromZero = false)
    {
        var usable = values.Where(value => double.IsFinite(value) && (!isLogarithmic || value > 0)).DefaultIfEmpty(1).ToList();
        var (low, high) = (usable.Min(), usable.Max());
        if (isLogarithmic)
        {
            var (from, to) = (RoundDown(low), RoundUp(high));
            return new(from, to > from ? to : from * 10, true);
        }

        if (!fromZero)
            return new(low, high > low ? high : low + 1, false);
        low = Math.Min(0, low);
        high = Math.Max(0, high);
        var step = Step(low, high > low ? high : low + 1);
        return new(Math.Floor(low / step) * step, Math.Max(Math.Ceiling(high / step), Math.Floor(low / step) + 1) * step, false);
    }

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Place(double value) => Math.Clamp(
        IsLogarithmic
            ? (Math.Log10(Math.Max(value, Low)) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
            : (value - Low) / (High - Low),
        0,
        1);

    private static double Step(double low, double high)
    {
        var rough = (high - low) / MostTicks;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return Factors.Select(factor => factor * magnitude).First(step => step >= rough * 0.999);
    }

    // The next of 1, 2, 5, 10, 20, ... that is not above or not below a value; a little tolerance for powers that are not exact.
    private static double RoundDown(double value) => Round(value).Last(rounded => rounded <= value * 1.0001);

    private static double RoundUp(double value) => Round(value).First(rounded => rounded >= value * 0.9999);

    private static IEnumerable<double> Round(double value)
    {
        var magnitude = Math.Floor(Math.Log10(value));
        return Enumerable.Range(-1, 3).SelectMany(more => InDecade.Select(factor => factor * Math.Pow(10, magnitude + more)));
    }

    private IEnumerable<double> LogarithmicTicks()
    {
        var factors = Math.Log10(High / Low) > ManyDecades ? InDecade.Take(1) : InDecade;
        for (var exponent = Math.Floor(Math.Log10(Low)); exponent <= Math.Ceiling(Math.Log10(High)); exponent++)
        {
            foreach (var tick in factors.Select(factor => factor * Math.Pow(10, exponent)).Where(t => t >= Low * 0.9999 && t <= High * 1.0001))
                yield return tick;
        }
    }

    private IEnumerable<double> Steps()
    {
        var step = Step(Low, High);
        for (var number = Math.Ceiling((Low / step) - 0.001); number * step <= High + (step * 0.001); number++)
            yield return (number * step) + 0.0; // No negative zero.
    }
}
