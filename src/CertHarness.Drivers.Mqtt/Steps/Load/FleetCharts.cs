using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Model;
using CertHarness.Model.Measuring;

namespace CertHarness.Drivers.Mqtt.Steps.Load;

/// <summary>Runs under load as pictures.</summary>
internal static class FleetCharts
{
    private const double LeastMilliseconds = 0.001;

    // Each step halves what is left above it: the curve of HdrHistogram's own plotter.
    private static readonly double[] Tails = [.. Enumerable.Range(0, 17).Select(step => Math.Pow(2, step))];

    private static readonly ChartAxis Time = new(new("time", "Zeit"), "s");
    private static readonly ChartAxis Duration = new(new("response time", "Antwortzeit"), "ms", Logarithmic: true);

    /// <summary>What ended well, over time.</summary>
    public static Chart Rate(LoadResult result) => new(
        "rate",
        new("Rate over time", "Rate im Zeitverlauf"),
        Time,
        new(new("rate", "Rate"), "1/s"),
        [Over(result, new("ended well", "gelungen"), s => s.Ok / (s.Length / 1e9))],
        []);

    /// <summary>Response times over time.</summary>
    public static Chart Times(LoadResult result) => new(
        "response-times",
        new("Response time over time", "Antwortzeit im Zeitverlauf"),
        Time,
        Duration,
        [
            Over(result, new("median", "Median"), s => Milliseconds(s.P50)),
            Over(result, new("95 %", "95 %"), s => Milliseconds(s.P95)),
            Over(result, new("99 %", "99 %"), s => Milliseconds(s.P99)),
        ],
        []);

    /// <summary>The curve of percentiles.</summary>
    public static Chart Percentiles(LoadResult result)
    {
        ChartSeries Curve(LocalizedText label, LatencyHistogram histogram) => new(
            label, [.. Tails.Where(tail => tail <= histogram.Count).Select(tail => new ChartPoint(tail, Milliseconds(histogram.Percentile(100 - (100 / tail)))))]);
        var curves = new List<ChartSeries> { Curve(new("acknowledged", "bestätigt"), result.Totals.Response) };
        if (result.End.Deliveries is { } deliveries)
            curves.Add(Curve(new("arrived", "angekommen"), deliveries.Delay));
        return new(
            "percentiles",
            new("Percentiles", "Perzentile"),
            new(new("one of so many takes longer", "eine von so vielen dauert länger"), "", Logarithmic: true),
            Duration,
            [.. curves.Where(curve => curve.Points.Count > 0)],
            []);
    }

    /// <summary>Rate against response times.</summary>
    public static Chart Capacity(CapacityResult found)
    {
        ChartSeries Curve(LocalizedText label, Func<CapacityPoint, long> value) =>
            new(label, [.. found.Curve.Select(point => new ChartPoint(point.Rate, Milliseconds(value(point))))]);
        return new(
            "capacity",
            new("Response time by rate", "Antwortzeit nach Rate"),
            new(new("rate", "Rate"), "1/s", Logarithmic: true),
            Duration,
            [Curve(new("median", "Median"), p => p.P50), Curve(new("95 %", "95 %"), p => p.P95), Curve(new("99 %", "99 %"), p => p.P99)],
            [.. found.Held > 0 ? [new ChartMark(found.Held, new("held", "gehalten"))] : Array.Empty<ChartMark>()]);
    }

    /// <summary>Resident memory of the SUT over time.</summary>
    public static Chart Memory(IReadOnlyList<double> bytes, double seconds) => new(
        "memory",
        new("Resident memory over time", "Belegter Arbeitsspeicher im Zeitverlauf"),
        Time,
        new(new("resident memory", "belegter Arbeitsspeicher"), "MB"),
        [new(new("resident", "belegt"), [.. bytes.Select((value, number) => new ChartPoint(seconds * (number + 1) / bytes.Count, value / 1e6))])],
        []);

    private static ChartSeries Over(LoadResult result, LocalizedText label, Func<SecondSummary, double> value)
    {
        var points = new List<ChartPoint>();
        double at = 0;
        foreach (var second in result.Totals.WholeSeconds)
            points.Add(new ChartPoint(at += second.Length / 1e9, value(second)));
        return new(label, points);
    }

    // Nothing at all has no place on a logarithmic axis.
    private static double Milliseconds(long nanoseconds) => Math.Max(LeastMilliseconds, nanoseconds / 1e6);
}
