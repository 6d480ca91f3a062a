using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;

namespace CertHarness.Cli.Output;

/// <summary>What came out of a load run, for machines and for people.</summary>
internal static class LoadSummary
{
    /// <summary>In a run of fewer seconds than this a drift would not show.</summary>
    private const int LongRun = 60;

    private static readonly double[] Percentiles = [50, 90, 95, 99, 99.9, 99.99];

    /// <summary>One JSON object. Times are in milliseconds.</summary>
    public static string Json(LoadResult result, bool withSeconds) => Object(json =>
    {
        json.WriteBoolean("partial", result.IsPartial);
        json.WriteString("interrupted", result.End.Interrupted);
        json.WriteNumber("seconds", Math.Round(result.Totals.Length / 1e9, 3));
        json.WriteNumber("throughput", Math.Round(result.Throughput, 1));
        json.WriteNumber("unfinished", result.End.Unfinished);
        json.WriteStartObject("outcomes");
        foreach (var outcome in Enum.GetValues<Outcome>())
            json.WriteNumber(Words(outcome), result.Totals.Outcomes[outcome]);
        json.WriteEndObject();
        WriteTimes(json, "responseTime", result.Totals.Response);
        WriteTimes(json, "serviceTime", result.Totals.Service);
        json.WriteStartObject("devices");
        json.WriteNumber("connected", result.End.Connected);
        json.WriteNumber("planned", result.End.ToConnect);
        json.WriteNumber("milliseconds", Math.Round(result.End.ConnectingTook / 1e6, 1));
        json.WriteEndObject();
        WriteDeliveries(json, result.End.Deliveries);
        json.WriteStartObject("generator");
        json.WriteNumber("cpuSeconds", Math.Round((result.End.UserCpu + result.End.SystemCpu) / 1e9, 3));
        json.WriteNumber("mostMegabytes", Math.Round(result.Totals.MostMemory / 1e6, 1));
        json.WriteEndObject();
        WriteList(json, "generatorLimits", result.GeneratorLimits);
        json.WriteStartObject("causes");
        foreach (var (cause, count) in result.End.Causes)
            json.WriteNumber(cause, count);
        json.WriteEndObject();
        if (withSeconds)
            WriteSeconds(json, result.Totals.Seconds);
    });

    /// <summary>A second in a few words.</summary>
    public static string Line(LoadSecond second) => Text(
        $"{second.Outcomes[Outcome.Ok] * 1e9 / second.Length,9:N0}/s  p50 {Milliseconds(second.Response.Percentile(50))} ms  p99 {Milliseconds(second.Response.Percentile(99))} ms  errors {second.Outcomes.Failed}  devices {second.Connected}");

    /// <summary>One JSON object of a search.</summary>
    public static string Json(CapacityResult found) => Object(json =>
    {
        json.WriteNumber("held", found.Held);
        json.WriteString("atLeast", found.AtLeast);
        json.WriteStartArray("curve");
        foreach (var point in found.Curve)
        {
            json.WriteStartObject();
            json.WriteNumber("rate", point.Rate);
            json.WriteNumber("throughput", Math.Round(point.Throughput, 1));
            json.WriteNumber("p50", point.P50 / 1e6);
            json.WriteNumber("p95", point.P95 / 1e6);
            json.WriteNumber("p99", point.P99 / 1e6);
            json.WriteString("notHeld", point.NotHeld ?? point.GeneratorLimit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Lines for people.</summary>
    public static void Write(LoadResult result, TextWriter output)
    {
        var totals = result.Totals;
        if (result.End.Interrupted is { } interrupted)
            output.WriteLine($"PARTIAL: {interrupted}{(result.End.Unfinished > 0 ? $"; {result.End.Unfinished} iterations were still under way" : "")}");
        output.WriteLine(Text($"devices    {result.End.Connected} of {result.End.ToConnect} connected in {result.End.ConnectingTook / 1e9:F2} s"));
        output.WriteLine(Text($"throughput {result.Throughput:N1} a second, {totals.Outcomes.Total} iterations in {totals.Length / 1e9:F1} s"));
        output.WriteLine($"outcomes   {string.Join(", ", Enum.GetValues<Outcome>().Where(o => totals.Outcomes[o] > 0).Select(o => $"{totals.Outcomes[o]} {Words(o)}"))}");
        output.WriteLine($"response   {Times(totals.Response)}");
        output.WriteLine($"service    {Times(totals.Service)}");
        if (result.End.Deliveries is { } deliveries)
        {
            output.WriteLine($"deliveries {deliveries.Received} of {deliveries.Expected}, {deliveries.Lost} lost, {deliveries.Duplicates} twice, {deliveries.OutOfOrder} out of order");
            output.WriteLine($"delay      {Times(deliveries.Delay)}");
        }

        if (totals.Seconds.Count >= LongRun)
        {
            var soak = Soak.Of(totals);
            output.WriteLine($"drift      response time: {Words(soak.Response)}; throughput: {Words(soak.Throughput)}");
        }

        foreach (var (cause, count) in result.End.Causes.OrderByDescending(cause => cause.Value))
            output.WriteLine($"  {count} x {cause}");
        foreach (var limit in result.GeneratorLimits)
            output.WriteLine($"INCONCLUSIVE: {limit}");
    }

    public static string Times(LatencyHistogram histogram) => histogram.Count == 0
        ? "none"
        : string.Join("  ", Percentiles.Select(p => Text($"p{p} {Milliseconds(histogram.Percentile(p))}")).Append(Text($"max {Milliseconds(histogram.Max)}"))) + " ms";

    public static string Milliseconds(long nanoseconds) => (nanoseconds / 1e6).ToString(nanoseconds < 10_000_000 ? "0.000" : "0.0", CultureInfo.InvariantCulture);

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.WrongAnswer => "wrong answer",
        Outcome.TimedOut => "timed out",
        Outcome.ConnectionLost => "connection lost",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    private static string Words(Trend trend)
    {
        var verdict = trend.Verdict switch
        {
            TrendVerdict.NoDrift => "no drift",
            TrendVerdict.Rising => "rises",
            TrendVerdict.Falling => "falls",
            _ => "cannot be told",
        };
        return Text($"{verdict} ({trend.Low:+0.0%;-0.0%} to {trend.High:+0.0%;-0.0%} over the run, {trend.Confidence:0%} confidence)");
    }

    private static string Object(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTimes(Utf8JsonWriter json, string name, LatencyHistogram histogram)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", histogram.Count);
        foreach (var percentile in Percentiles)
            json.WriteNumber(Text($"p{percentile}"), histogram.Percentile(percentile) / 1e6);
        json.WriteNumber("max", histogram.Max / 1e6);
        json.WriteEndObject();
    }

    private static void WriteDeliveries(Utf8JsonWriter json, DeliveryReport? deliveries)
    {
        if (deliveries is null)
            return;
        json.WriteStartObject("deliveries");
        json.WriteNumber("expected", deliveries.Expected);
        json.WriteNumber("received", deliveries.Received);
        json.WriteNumber("lost", deliveries.Lost);
        json.WriteNumber("duplicates", deliveries.Duplicates);
        json.WriteNumber("outOfOrder", deliveries.OutOfOrder);
        json.WriteNumber("foreign", deliveries.Foreign);
        json.WriteNumber("damaged", deliveries.Damaged);
        WriteTimes(json, "delay", deliveries.Delay);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    private static void WriteSeconds(Utf8JsonWriter json, IReadOnlyList<SecondSummary> seconds)
    {
        json.WriteStartArray("perSecond");
        foreach (var second in seconds)
        {
            json.WriteStartObject();
            json.WriteNumber("ok", second.Ok);
            json.WriteNumber("failed", second.Failed);
            json.WriteNumber("dropped", second.Dropped);
            json.WriteNumber("p50", second.P50 / 1e6);
            json.WriteNumber("p95", second.P95 / 1e6);
            json.WriteNumber("p99", second.P99 / 1e6);
            json.WriteNumber("max", second.Max / 1e6);
            json.WriteNumber("connected", second.Connected);
            json.WriteNumber("busy", Math.Round(second.Busy, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
