using CertHarness.Model.Evaluating;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;

namespace CertHarness.Runner.Qualifying;

/// <summary>From what a requirement's scenarios found on a mutant to what became of it.</summary>
internal static class MutantJudgement
{
    /// <summary>
    /// Killed by a fail and by nothing else: a scenario that came to no conclusion has not noticed the fault, and neither has it
    /// overlooked it.
    /// </summary>
    /// <param name="name">The mutant's name.</param>
    /// <param name="results">The results of all scenarios of the requirement; null for one that did not run to its end.</param>
    public static MutantResult Of(string name, IReadOnlyList<ScenarioResult?> results)
    {
        var verdict = results.Select(r => r?.Verdict ?? Verdict.Inconclusive).RollUp();
        var outcome = verdict switch
        {
            Verdict.Fail => MutantOutcome.Killed,
            Verdict.Pass or Verdict.NotApplicable => MutantOutcome.Survived,
            _ => MutantOutcome.Undecided,
        };
        var decisive = outcome == MutantOutcome.Survived ? null : results.FirstOrDefault(r => r?.Verdict == verdict);
        return new MutantResult(name, outcome, verdict, decisive?.Scenario.Name, decisive?.Finding is { } finding ? MessageOf(finding) : null);
    }

    private static string MessageOf(Finding finding) => finding is { Expected: { } expected, Observed: { } observed }
        ? $"expected {expected}; observed {observed}"
        : finding.Message;
}
