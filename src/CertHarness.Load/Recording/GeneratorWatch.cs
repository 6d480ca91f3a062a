using System.Globalization;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Recording;

/// <summary>Says when the generator was the limit: then the numbers tell about it, not about the SUT.</summary>
public static class GeneratorWatch
{
    /// <summary>A thread that waits less than 5 % of a second has no reserve.</summary>
    public const double MostBusy = 0.95;

    /// <summary>So many of the seconds may be as busy as that before it counts: the first one compiles, others have pauses.</summary>
    public const double MostBusySeconds = 0.1;

    /// <summary>Unless more is allowed, 99 % of the iterations have to begin within 10 ms of their instant, or within a tenth of the
    /// response times measured.</summary>
    public static readonly TimeSpan MostLag = TimeSpan.FromMilliseconds(10);

    /// <summary>Judges a run.</summary>
    /// <param name="totals">Its numbers.</param>
    /// <param name="end">What the generator said at its end.</param>
    /// <param name="mostLag">How late 99 % of the iterations may begin; null for <see cref="MostLag"/>. More is right where much longer
    /// times are asked for: response times count from the instants, so lateness makes them longer and never shorter.</param>
    /// <returns>The reasons why the generator was the limit; none where it was not.</returns>
    public static IReadOnlyList<string> Judge(LoadTotals totals, LoadEnd end, TimeSpan? mostLag = null)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentNullException.ThrowIfNull(end);
        return [.. end.Exhausted, .. Dropped(totals), .. Late(totals, mostLag ?? MostLag), .. Busy(totals)];
    }

    private static IEnumerable<string> Dropped(LoadTotals totals)
    {
        if (totals.Outcomes[Outcome.Dropped] is > 0 and var dropped)
            yield return Text($"the generator was too late for {dropped} of {totals.Outcomes.Total} iterations and dropped them");
    }

    private static IEnumerable<string> Late(LoadTotals totals, TimeSpan mostLag)
    {
        var lag = totals.Lag.Percentile(99);
        if (lag > Math.Max(mostLag.Nanoseconds(), totals.Response.Percentile(99) / 10))
            yield return Text($"the generator began 1 % of the iterations more than {lag / 1e6:F1} ms after their instants");
    }

    private static IEnumerable<string> Busy(LoadTotals totals)
    {
        var seconds = Seconds(totals).ToList();
        var busy = seconds.Count(second => second > MostBusy);
        if (busy > 0 && busy >= seconds.Count * MostBusySeconds)
            yield return Text($"a thread of the generator was busy without pause in {busy} of {seconds.Count} seconds");
    }

    /// <summary>How busy the generator was in each second, whatever pieces the series has: it may well have no pause in a short one. What is
    /// left at the end counts only where there is nothing else.</summary>
    private static IEnumerable<double> Seconds(LoadTotals totals)
    {
        var (length, busy, any) = (0L, 0.0, false);
        foreach (var piece in totals.WholeSeconds)
        {
            (length, busy) = (length + piece.Length, busy + (piece.Busy * piece.Length));
            if (length + (piece.Length / 2) < Nanosecond.Second)
                continue;
            yield return busy / length;
            (length, busy, any) = (0, 0, true);
        }

        if (length > 0 && !any)
            yield return busy / length;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
