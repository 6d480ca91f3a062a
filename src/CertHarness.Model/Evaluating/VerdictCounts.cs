using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Evaluating;

/// <summary>How many verdicts of each kind there are.</summary>
/// <param name="Pass">Passed.</param>
/// <param name="Fail">Failed.</param>
/// <param name="Inconclusive">Inconclusive.</param>
/// <param name="NotApplicable">Not applicable.</param>
/// <param name="Error">Harness faults.</param>
public sealed record VerdictCounts(int Pass, int Fail, int Inconclusive, int NotApplicable, int Error)
{
    /// <summary>Counts verdicts.</summary>
    /// <param name="verdicts">The verdicts, in any order.</param>
    public static VerdictCounts Of(IEnumerable<Verdict> verdicts)
    {
        var by = verdicts.CountBy(v => v).ToDictionary();
        return new VerdictCounts(
            by.GetValueOrDefault(Verdict.Pass),
            by.GetValueOrDefault(Verdict.Fail),
            by.GetValueOrDefault(Verdict.Inconclusive),
            by.GetValueOrDefault(Verdict.NotApplicable),
            by.GetValueOrDefault(Verdict.Error));
    }

    /// <summary>All together.</summary>
    public int Total => Pass + Fail + Inconclusive + NotApplicable + Error;
}
