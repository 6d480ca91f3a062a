using CertHarness.Gherkin;
using CertHarness.Model.Evaluating;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Qualifying;

/// <summary>Scenarios that one instance of a mutant is put through.</summary>
/// <param name="Suspect">The mutant.</param>
/// <param name="Scenarios">The scenarios, those that took longest on the reference first; at least one.</param>
/// <param name="Duration">How long the first of them took there.</param>
internal sealed record Trial(Suspect Suspect, IReadOnlyList<Scenario> Scenarios, TimeSpan Duration)
{
    /// <summary>Whether it is one scenario that runs alone.</summary>
    public bool IsAlone => Scenarios[0].IsAlone();
}

/// <summary>What came out of a trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Results">The results, by the scenarios' keys.</param>
/// <param name="Fault">Why there are none: the mutant did not work, or the harness did not. Else null.</param>
internal sealed record TrialOutcome(Trial Trial, IReadOnlyDictionary<string, ScenarioResult> Results, string? Fault);
