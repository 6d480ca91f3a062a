using CertHarness.Drivers.Measuring;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;

namespace CertHarness.Drivers.Mqtt.Steps.Load;

/// <summary>Records what a run under load has measured.</summary>
internal static class FleetMeasurements
{
    private const string Messages = "messages";
    private const string Milliseconds = "ms";

    /// <summary>Of a fleet that published.</summary>
    public static void Record(this MeasurementLog log, LoadResult result)
    {
        log.Record("throughput", result.Throughput, "messages/s");
        log.Times("response", result.Totals.Response);
        if (result.End.Deliveries is { } deliveries)
        {
            log.Times("delay", deliveries.Delay);
            log.Record("lost", deliveries.Acknowledged().Sum(c => c.Lost), Messages);
            log.Record("lost-unacknowledged", deliveries.Classes.Except(deliveries.Acknowledged()).Sum(c => c.Lost), Messages);
            log.Record("duplicated", deliveries.Duplicates, Messages);
            log.Record("reordered", deliveries.OutOfOrder, Messages);
        }

        log.Draw(FleetCharts.Rate(result));
        log.Draw(FleetCharts.Times(result));
        log.Draw(FleetCharts.Percentiles(result));
    }

    /// <summary>Of a fleet of which something else than publishing was timed.</summary>
    /// <param name="log">Takes it.</param>
    /// <param name="result">The run.</param>
    /// <param name="name">What was done, such as <c>connect</c>.</param>
    /// <param name="unit">What was done so many times a second.</param>
    public static void Record(this MeasurementLog log, LoadResult result, string name, string unit)
    {
        log.Record($"{name}-rate", result.Throughput, $"{unit}/s");
        log.Times(name, result.Totals.Response);
        log.Draw(FleetCharts.Rate(result));
        log.Draw(FleetCharts.Times(result));
    }

    /// <summary>Of a search.</summary>
    public static void Record(this MeasurementLog log, CapacityResult found)
    {
        log.Record("capacity", found.Held, "messages/s");
        if (found.Curve.FirstOrDefault(point => point.Rate == found.Held) is { } held)
            log.Record("response-p95", held.P95 / 1e6, Milliseconds);
        log.Draw(FleetCharts.Capacity(found));
    }

    /// <summary>How much a series changes from beginning to end, with the bounds that hold with the trend's confidence.</summary>
    /// <param name="log">Takes it.</param>
    /// <param name="name">What changes.</param>
    /// <param name="trend">The trend.</param>
    public static void Record(this MeasurementLog log, string name, Trend trend)
    {
        log.Record($"{name}-change", trend.Change * 100, "%");
        if (double.IsFinite(trend.Low))
            log.Record($"{name}-change-least", trend.Low * 100, "%");
        if (double.IsFinite(trend.High))
            log.Record($"{name}-change-most", trend.High * 100, "%");
        log.Record($"{name}-change-confidence", trend.Confidence * 100, "%");
    }

    /// <summary>The messages that the broker has taken over and said so.</summary>
    public static IEnumerable<DeliveryClass> Acknowledged(this DeliveryReport deliveries) =>
        deliveries.Classes.Where(c => c.Promise != DeliveryPromise.AtMostOnce);

    private static void Times(this MeasurementLog log, string name, LatencyHistogram times)
    {
        log.Record($"{name}-p50", times.Percentile(50) / 1e6, Milliseconds);
        log.Record($"{name}-p95", times.Percentile(95) / 1e6, Milliseconds);
        log.Record($"{name}-p99", times.Percentile(99) / 1e6, Milliseconds);
    }
}
