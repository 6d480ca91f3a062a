namespace CertHarness.Load.Limits;

/// <summary>Searches the highest rate that a SUT holds: by steps of a factor of two until it does not, then by halving what is between.</summary>
/// <param name="precision">How close the result is to be: 0.05 means that a rate 5 % higher was not held.</param>
public sealed class CapacitySearch(double precision = 0.05)
{
    private const double Step = 2;

    /// <summary>Searches.</summary>
    /// <param name="start">The rate to begin with, in iterations a second.</param>
    /// <param name="least">Below this rate the SUT counts as holding nothing.</param>
    /// <param name="most">Above this rate is not tried.</param>
    /// <param name="tryRate">Puts the SUT under load at a rate.</param>
    /// <param name="cancellationToken">Ends the search; what was found so far is returned.</param>
    public async Task<CapacityResult> RunAsync(
        double start, double least, double most, Func<double, CancellationToken, Task<CapacityPoint>> tryRate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tryRate);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(least, 0);
        var curve = new List<CapacityPoint>();
        var (held, failed) = (0.0, double.PositiveInfinity);
        var rate = Math.Clamp(start, least, most);
        while (!cancellationToken.IsCancellationRequested)
        {
            var point = await tryRate(rate, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                break;
            curve.Add(point);
            if (point.IsHeld)
                held = rate;
            else
                failed = rate;
            if (Next(held, failed, least, most) is not { } next)
                break;
            rate = next;
        }

        var limit = curve.Find(point => point.Rate == failed);
        return new CapacityResult(
            held,
            limit,
            [.. curve.OrderBy(point => point.Rate)],
            Reserve(cancellationToken.IsCancellationRequested, limit, held, most));
    }

    private double? Next(double held, double failed, double least, double most)
    {
        if (double.IsPositiveInfinity(failed))
            return held < most ? Math.Min(most, held * Step) : null;
        if (held == 0)
            return failed > least ? Math.Max(least, failed / Step) : null;
        return failed / held > 1 + precision ? (held + failed) / 2 : null;
    }

    private static string? Reserve(bool isCancelled, CapacityPoint? limit, double held, double most) => (isCancelled, limit) switch
    {
        (true, _) => "the search was cancelled",
        (_, null) => held >= most ? "the highest rate that was to be tried was held: the limit is higher" : "nothing was tried",
        (_, { GeneratorLimit: { } generator }) => $"the generator was the limit: {generator}",
        _ => null,
    };
}

/// <summary>What a search has found.</summary>
/// <param name="Held">The highest rate that the SUT held, in iterations a second; 0 for none.</param>
/// <param name="Limit">The lowest rate above it that was not held, and why; null where there was none.</param>
/// <param name="Curve">All rates tried, rising.</param>
/// <param name="AtLeast">Why the SUT may hold more than was found, or null: then the result is "at least".</param>
public sealed record CapacityResult(double Held, CapacityPoint? Limit, IReadOnlyList<CapacityPoint> Curve, string? AtLeast);
