using CertHarness.Gherkin;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;

namespace CertHarness.Runner.Qualifying;

/// <summary>From what a requirement's scenarios and its monitor found on a mutant to what became of it.</summary>
internal static class MutantJudgement
{
    /// <summary>What became of a mutant in its trials. Where one of them that concerns the requirement did not come about, nothing is decided.</summary>
    /// <param name="name">The mutant's name.</param>
    /// <param name="requirement">The requirement's id.</param>
    /// <param name="scenarios">All scenarios that verify the requirement; none where it has a monitor alone.</param>
    /// <param name="outcomes">What came out of the trials.</param>
    public static MutantResult Of(string name, string requirement, IReadOnlyList<Scenario> scenarios, IReadOnlyCollection<TrialOutcome> outcomes)
    {
        var ran = outcomes.SelectMany(o => o.Results).ToDictionary();
        return outcomes.FirstOrDefault(o => o.Fault is not null && Concerns(o.Trial)) is { Fault: var fault }
            ? new MutantResult(name, MutantOutcome.Undecided, Verdict.Error, null, fault)
            : Of(name, requirement, [.. scenarios.Select(s => ran.GetValueOrDefault(s.Key))], ran.Values);

        bool Concerns(Trial trial) => trial.Suspect.Requirements[requirement].Intersect(trial.Scenarios).Any();
    }

    /// <summary>
    /// Killed by a fail and by nothing else: a scenario that came to no conclusion has not noticed the fault, and neither has it
    /// overlooked it.
    /// </summary>
    /// <param name="name">The mutant's name.</param>
    /// <param name="requirement">The requirement's id.</param>
    /// <param name="results">The results of all scenarios of the requirement; null for one that did not run to its end.</param>
    /// <param name="watched">The results of all scenarios in which its monitor may have seen something.</param>
    public static MutantResult Of(
        string name, string requirement, IReadOnlyList<ScenarioResult?> results, IReadOnlyCollection<ScenarioResult> watched)
    {
        var broken = watched.FirstOrDefault(w => w.Monitors.Violations.ContainsKey(requirement));
        var own = VerdictOf(requirement, results, watched);
        var verdict = broken is null ? own : new[] { own, Verdict.Fail }.RollUp();
        var outcome = verdict switch
        {
            Verdict.Fail => MutantOutcome.Killed,
            Verdict.Pass or Verdict.NotApplicable => MutantOutcome.Survived,
            _ => MutantOutcome.Undecided,
        };
        var decisive = outcome == MutantOutcome.Survived ? null : results.FirstOrDefault(r => r?.Verdict == verdict);
        return decisive is null && broken is not null
            ? new MutantResult(name, outcome, verdict, broken.Scenario.Name, MessageOf(broken.Monitors.Violations[requirement]))
            : new MutantResult(name, outcome, verdict, decisive?.Scenario.Name, decisive?.Finding is { } finding ? MessageOf(finding) : null);
    }

    /// <summary>Without scenarios of its own a requirement has a monitor alone: packets that it judged and found right.</summary>
    private static Verdict VerdictOf(string requirement, IReadOnlyList<ScenarioResult?> results, IReadOnlyCollection<ScenarioResult> watched) =>
        results.Count == 0 && watched.Any(w => w.Monitors.Packets.ContainsKey(requirement))
            ? Verdict.Pass
            : results.Select(r => r?.Verdict ?? Verdict.Inconclusive).RollUp();

    private static string MessageOf(MonitorViolation violation) => $"a monitor: expected {violation.Expected}; observed {violation.Observed}";

    private static string MessageOf(Finding finding) => finding is { Expected: { } expected, Observed: { } observed }
        ? $"expected {expected}; observed {observed}"
        : finding.Message;
}
