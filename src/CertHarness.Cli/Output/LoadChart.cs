using CertHarness.Load.Recording;
using CertHarness.Reporting.Charts;

namespace CertHarness.Cli.Output;

/// <summary>A load run as a picture: response times over its seconds.</summary>
internal static class LoadChart
{
    public static string Svg(LoadResult result)
    {
        ChartLine Line(string name, Func<SecondSummary, long> value) =>
            new(name, [.. result.Totals.Seconds.Select((second, number) => new ChartPoint(number, value(second) / 1e6))]);
        return new LineChart("Response time", "second", "ms", [Line("p50", s => s.P50), Line("p95", s => s.P95), Line("p99", s => s.P99), Line("max", s => s.Max)])
        {
            IsLogarithmicY = true,
        }.Draw();
    }
}
