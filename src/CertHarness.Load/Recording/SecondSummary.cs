namespace CertHarness.Load.Recording;

/// <summary>One second of a run in a few numbers: a point of the time series. Durations are of response times, in nanoseconds.</summary>
/// <param name="Length">How long it was, in nanoseconds.</param>
/// <param name="Begun">How many iterations began.</param>
/// <param name="Ok">How many ended well.</param>
/// <param name="Failed">How many ended badly.</param>
/// <param name="Dropped">How many the generator dropped.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">What 95 % did not exceed.</param>
/// <param name="P99">What 99 % did not exceed.</param>
/// <param name="Max">The longest.</param>
/// <param name="Busy">How busy the generator was, from 0 to 1.</param>
/// <param name="LagP99">How late the generator began 99 % of the iterations at most.</param>
/// <param name="Connected">How many devices were connected.</param>
/// <param name="Waiting">How many iterations waited for a device.</param>
public sealed record SecondSummary(
    long Length, long Begun, long Ok, long Failed, long Dropped, long P50, long P95, long P99, long Max, double Busy, long LagP99, int Connected, int Waiting)
{
    /// <summary>Sums a second up.</summary>
    /// <param name="second">The second.</param>
    public static SecondSummary Of(LoadSecond second)
    {
        ArgumentNullException.ThrowIfNull(second);
        return new(
            second.Length,
            second.Begun,
            second.Outcomes[Outcome.Ok],
            second.Outcomes.Failed,
            second.Outcomes[Outcome.Dropped],
            second.Response.Percentile(50),
            second.Response.Percentile(95),
            second.Response.Percentile(99),
            second.Response.Max,
            second.Busy,
            second.Lag.Percentile(99),
            second.Connected,
            second.Waiting);
    }
}
