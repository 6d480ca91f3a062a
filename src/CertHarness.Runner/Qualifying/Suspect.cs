using CertHarness.Drivers.Mutations;
using CertHarness.Gherkin;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Qualifying;

/// <summary>A mutant that is made of a reference, with the requirements that have to notice it.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Reference">The witness that it is made of.</param>
/// <param name="Requirements">The scenarios that are run for each requirement, by its id.</param>
internal sealed record Suspect(Mutant Mutant, WitnessRun Reference, IReadOnlyDictionary<string, IReadOnlyList<Scenario>> Requirements)
{
    /// <summary>
    /// What the mutant is put through. Scenarios that run at once share one instance of it. One that runs alone has an instance to
    /// itself: it hits its SUT, and the next one would not find what it begins with.
    /// </summary>
    public IReadOnlyList<Trial> Trials()
    {
        var known = Reference.Scenarios.ToDictionary(s => s.Scenario.Key, s => s.Duration);
        var scenarios = Requirements.Values.SelectMany(s => s).DistinctBy(s => s.Key).OrderByDescending(Duration).ToLookup(s => s.IsAlone());
        var trials = scenarios[true].Select(s => new Trial(this, [s], Duration(s)));
        return scenarios[false].ToList() is [var longest, ..] together ? [new Trial(this, together, Duration(longest)), .. trials] : [.. trials];

        TimeSpan Duration(Scenario scenario) => known.GetValueOrDefault(scenario.Key);
    }
}
