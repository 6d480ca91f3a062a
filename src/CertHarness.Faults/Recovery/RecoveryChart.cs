using CertHarness.Model;
using CertHarness.Model.Measuring;

namespace CertHarness.Faults.Recovery;

/// <summary>The degradation curve as a picture, with the fault and the recovery marked.</summary>
public static class RecoveryChart
{
    private const string Percent = "%";
    private const string Seconds = "s";

    /// <summary>Draws it.</summary>
    /// <param name="name">The chart's name, unique in its scenario.</param>
    /// <param name="figures">What is drawn.</param>
    /// <param name="disturbance">What was done.</param>
    public static Chart Of(string name, RecoveryFigures figures, Disturbance disturbance)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return new Chart(
            name,
            new LocalizedText("Service level before, during and after the fault", "Dienstgüte vor, während und nach der Störung"),
            new ChartAxis(new LocalizedText("Time since the fault", "Zeit seit der Störung"), Seconds),
            new ChartAxis(new LocalizedText("Messages delivered", "Zugestellte Nachrichten"), Percent),
            [
                Series(new LocalizedText("in time", "rechtzeitig"), figures, p => p.Served),
                Series(new LocalizedText("with normal delay", "mit üblicher Verzögerung"), figures, p => p.Normal),
            ],
            [
                new ChartMark(0, new LocalizedText("fault", "Störung")),
                new ChartMark((disturbance.Repair - disturbance.Fault).TotalSeconds, new LocalizedText("repair", "Behebung")),
                .. Mark(figures.TimeToService, new LocalizedText("served again", "wieder bedient")),
                .. Mark(figures.TimeToNormal, new LocalizedText("normal again", "wieder wie zuvor")),
            ]);
    }

    private static ChartSeries Series(LocalizedText label, RecoveryFigures figures, Func<CurvePoint, double> level) =>
        new(label, [.. figures.Curve.Select(p => new ChartPoint(p.At.TotalSeconds, 100 * level(p)))]);

    private static IEnumerable<ChartMark> Mark(TimeSpan? at, LocalizedText label) => at is { } known ? [new ChartMark(known.TotalSeconds, label)] : [];
}
