namespace CertHarness.Load.Recording;

/// <summary>The result of a run under load.</summary>
/// <param name="Totals">All numbers.</param>
/// <param name="End">What is told once.</param>
/// <param name="GeneratorLimits">Why the generator, and not the SUT, was the limit: each makes a verdict inconclusive. Empty where it was
/// not.</param>
public sealed record LoadResult(LoadTotals Totals, LoadEnd End, IReadOnlyList<string> GeneratorLimits)
{
    /// <summary>Whether only a part of what was planned was done.</summary>
    public bool IsPartial => End.Interrupted is not null;

    /// <summary>Whether nothing was done at all, so that the result says nothing.</summary>
    public bool IsEmpty => Totals.Outcomes.Total == 0;

    /// <summary>Iterations that ended well, a second.</summary>
    public double Throughput => Totals.Length == 0 ? 0 : Totals.Outcomes[Outcome.Ok] * (double)Timing.Nanosecond.Second / Totals.Length;
}
