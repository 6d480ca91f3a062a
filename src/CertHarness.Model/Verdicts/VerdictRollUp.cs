namespace CertHarness.Model.Verdicts;

/// <summary>Rolls many verdicts up into one, in the order of TTCN-3.</summary>
public static class VerdictRollUp
{
    /// <summary>
    /// The most severe verdict: error over fail over inconclusive over pass; not applicable is neutral. Verdicts that are all
    /// not applicable give not applicable, and nothing at all gives inconclusive: nothing executed never passes.
    /// </summary>
    /// <param name="verdicts">The verdicts, in any order.</param>
    public static Verdict RollUp(this IEnumerable<Verdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return verdicts.DefaultIfEmpty(Verdict.Inconclusive).Max();
    }
}
