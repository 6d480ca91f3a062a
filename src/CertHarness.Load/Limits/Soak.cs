using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Limits;

/// <summary>Whether a long run drifts: what a leak, a growing queue or a full disk does to delay and throughput long before anything fails.</summary>
/// <param name="Response">The trend of the seconds' median response times.</param>
/// <param name="Throughput">The trend of iterations that ended well.</param>
/// <param name="Memory">The trend of the SUT's resident memory, or null where it cannot be seen.</param>
public sealed record Soak(Trend Response, Trend Throughput, Trend? Memory)
{
    /// <summary>The first seconds of a run, in which caches fill and code is compiled, say nothing about a drift.</summary>
    public const int WarmUpSeconds = 5;

    /// <summary>Whether anything gets worse: slower answers, fewer of them, or more memory.</summary>
    public bool Drifts =>
        Response.Verdict == TrendVerdict.Rising || Throughput.Verdict == TrendVerdict.Falling || Memory?.Verdict == TrendVerdict.Rising;

    /// <summary>Whether it is certain that nothing changes by more than the tolerance.</summary>
    public bool IsSteady => new[] { Response, Throughput, Memory }.All(trend => trend is null or { Verdict: TrendVerdict.NoDrift });

    /// <summary>Looks at a run.</summary>
    /// <param name="totals">Its numbers.</param>
    /// <param name="memory">Resident memory of the SUT in bytes, at equal distances in time; null where it cannot be seen.</param>
    /// <param name="tolerance">A change of so much over the whole run is no drift.</param>
    /// <param name="confidence">The confidence wanted.</param>
    public static Soak Of(LoadTotals totals, IReadOnlyList<double>? memory = null, double tolerance = 0.1, double confidence = 0.99)
    {
        ArgumentNullException.ThrowIfNull(totals);
        // The end of a run seldom falls on that of a second.
        var seconds = totals.Seconds.Skip(WarmUpSeconds).Where(second => second.Length >= Nanosecond.Second / 2).ToList();
        return new(
            Trend.Of([.. seconds.Select(second => (double)second.P50)], tolerance, confidence),
            Trend.Of([.. seconds.Select(second => second.Ok / (double)second.Length)], tolerance, confidence),
            memory is null ? null : Trend.Of(memory, tolerance, confidence));
    }
}
