using System.Globalization;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Limits;

/// <summary>How the SUT did at one rate: a point of the capacity curve.</summary>
/// <param name="Rate">The rate asked for, in iterations a second.</param>
/// <param name="Throughput">The rate of those that ended well.</param>
/// <param name="P50">Median response time, in nanoseconds.</param>
/// <param name="P95">What 95 % did not exceed.</param>
/// <param name="P99">What 99 % did not exceed.</param>
/// <param name="NotHeld">Why the SUT did not hold the rate, or null where it did.</param>
/// <param name="GeneratorLimit">Why this point tells about the generator and not about the SUT, or null.</param>
public sealed record CapacityPoint(double Rate, double Throughput, long P50, long P95, long P99, string? NotHeld, string? GeneratorLimit)
{
    /// <summary>Whether the SUT held the rate.</summary>
    public bool IsHeld => NotHeld is null && GeneratorLimit is null;

    /// <summary>Judges a run at a constant rate.</summary>
    /// <param name="rate">The rate asked for.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="mostP95">The limit of the 95th percentile of response times and, where messages are followed, of their delays.</param>
    public static CapacityPoint Of(double rate, LoadResult result, TimeSpan mostP95)
    {
        ArgumentNullException.ThrowIfNull(result);
        var response = result.Totals.Response;
        return new(
            rate,
            result.Throughput,
            response.Percentile(50),
            response.Percentile(95),
            response.Percentile(99),
            Problem(result, mostP95.Nanoseconds()),
            result.GeneratorLimits.Count > 0 ? result.GeneratorLimits[0] : null);
    }

    private static string? Problem(LoadResult result, long mostP95)
    {
        if (result.End.Interrupted is { } interrupted)
            return interrupted;
        if (result.Totals.Outcomes.Failed is > 0 and var failed)
            return Text($"{failed} of {result.Totals.Outcomes.Total} iterations failed");
        if (result.End.Deliveries is { Lost: > 0 } deliveries)
            return Text($"{deliveries.Lost} of {deliveries.Expected} acknowledged messages were lost");
        var p95 = Math.Max(result.Totals.Response.Percentile(95), result.End.Deliveries?.Delay.Percentile(95) ?? 0);
        return p95 > mostP95
            ? Text($"the 95th percentile is {p95 / 1e6:F1} ms, {mostP95 / 1e6:F1} ms are allowed")
            : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
