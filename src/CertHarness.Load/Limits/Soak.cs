using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Limits;

/// <summary>Whether a long run drifts: what a leak, a growing queue or a full disk does to delay and throughput long before anything fails.</summary>
/// <param name="Response">The trend of the seconds' median response times.</param>
/// <param name="Throughput">The trend of iterations that ended well.</param>
/// <param name="Memory">The trend of the SUT's resident memory, or null where it cannot be seen.</param>
public sealed record Soak(Trend Response, Trend Throughput, Trend? Memory)
{
    /// <summary>The beginning of a run, in which caches fill and code is compiled, says nothing about a drift: a quarter of it, but no more
    /// than this.</summary>
    public static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(5);

    private const int WarmUpPart = 4;

    /// <summary>Whether anything gets worse: slower answers, fewer of them, or more memory.</summary>
    public bool Drifts =>
        Response.Verdict == TrendVerdict.Rising || Throughput.Verdict == TrendVerdict.Falling || Memory?.Verdict == TrendVerdict.Rising;

    /// <summary>Whether it is certain that nothing changes by more than the tolerance.</summary>
    public bool IsSteady => new[] { Response, Throughput, Memory }.All(trend => trend is null or { Verdict: TrendVerdict.NoDrift });

    /// <summary>Looks at a run.</summary>
    /// <param name="totals">Its numbers.</param>
    /// <param name="memory">Resident memory of the SUT in bytes, at equal distances in time from beginning to end; null where it cannot be seen.</param>
    /// <param name="tolerance">A change of so much over the whole run is no drift.</param>
    /// <param name="confidence">The confidence wanted.</param>
    /// <param name="smallest">Nor is a change of response times by so much, however much of them it is.</param>
    public static Soak Of(
        LoadTotals totals, IReadOnlyList<double>? memory = null, double tolerance = 0.1, double confidence = 0.99, TimeSpan smallest = default)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var seconds = Settled([.. totals.WholeSeconds], second => second.Length);
        var response = seconds.Select(second => (double)second.P50).ToList();
        var median = response.Count == 0 ? 0 : response.Order().ElementAt(response.Count / 2);
        return new(
            Trend.Of(response, median > 0 ? Math.Max(tolerance, smallest.Nanoseconds() / median) : tolerance, confidence),
            Trend.Of([.. seconds.Select(second => second.Ok / (double)second.Length)], tolerance, confidence),
            memory is null ? null : Trend.Of(Settled(memory, _ => totals.Length / Math.Max(1, memory.Count)), tolerance, confidence));
    }

    /// <summary>What comes after the warm-up.</summary>
    private static List<T> Settled<T>(IReadOnlyList<T> values, Func<T, long> length)
    {
        var warmUp = Math.Min(LongestWarmUp.Nanoseconds(), values.Sum(length) / WarmUpPart);
        long passed = 0;
        return [.. values.SkipWhile(value => (passed += length(value)) <= warmUp)];
    }
}
