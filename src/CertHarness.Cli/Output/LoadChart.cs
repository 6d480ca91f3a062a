using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Model.Measuring;
using CertHarness.Reporting.Charts;

namespace CertHarness.Cli.Output;

/// <summary>Load runs as pictures.</summary>
internal static class LoadChart
{
    // Each step halves what is left above it: the curve of HdrHistogram's own plotter.
    private static readonly double[] Tails = [.. Enumerable.Range(0, 17).Select(step => Math.Pow(2, step))];

    /// <summary>Response times over the seconds of a run.</summary>
    public static string Svg(LoadResult result)
    {
        ChartLine Line(string name, Func<SecondSummary, long> value) =>
            new(name, [.. result.Totals.Seconds.Select((second, number) => new ChartPoint(number, Milliseconds(value(second))))]);
        return new LineChart("Response time", "second", "ms", [Line("p50", s => s.P50), Line("p95", s => s.P95), Line("p99", s => s.P99), Line("max", s => s.Max)])
        {
            IsLogarithmicY = true,
        }.Draw();
    }

    /// <summary>The curve of percentiles: response time, which a stall shows in, beside service time.</summary>
    public static string Percentiles(LoadResult result)
    {
        ChartLine Line(string name, LatencyHistogram histogram) =>
            new(name, [.. Tails.Where(tail => tail <= histogram.Count).Select(tail => new ChartPoint(tail, Milliseconds(histogram.Percentile(100 - (100 / tail)))))]);
        return new LineChart("Percentiles", "one of so many takes longer", "ms", [Line("response", result.Totals.Response), Line("service", result.Totals.Service)])
        {
            IsLogarithmicX = true,
            IsLogarithmicY = true,
        }.Draw();
    }

    /// <summary>Rate against response times.</summary>
    public static string Svg(CapacityResult found)
    {
        ChartLine Line(string name, Func<CapacityPoint, long> value) =>
            new(name, [.. found.Curve.Select(point => new ChartPoint(point.Rate, Milliseconds(value(point))))]);
        return new LineChart("Capacity", "a second", "ms", [Line("p50", p => p.P50), Line("p95", p => p.P95), Line("p99", p => p.P99)])
        {
            IsLogarithmicX = true,
            IsLogarithmicY = true,
        }.Draw();
    }

    private static double Milliseconds(long nanoseconds) => nanoseconds / 1e6;
}
