using CertHarness.Drivers.Mutations;
using CertHarness.Gherkin;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Qualifying;

/// <summary>A mutant with one of the requirements that it breaks.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Requirement">The requirement's id.</param>
internal sealed record Breach(Mutant Mutant, string Requirement);

/// <summary>Tests mutants until it is decided for each whether its requirements notice it.</summary>
/// <param name="request">What to qualify.</param>
/// <param name="trial">Runs scenarios against one mutant.</param>
/// <param name="references">For each requirement a witness that passes it: the reference that mutants are made of, or a product where no
/// reference passes.</param>
/// <param name="observer">Is told how it goes.</param>
internal sealed class MutantTrials(
    QualificationRequest request, MutantTrial trial, IReadOnlyDictionary<string, WitnessRun> references, IQualificationObserver observer)
{
    /// <summary>
    /// A mutant answers at once or never, so short waits will do. Where the machine was too busy for them, it is tried again with
    /// longer ones and less beside it: what is late is never taken for what is missing, it only leaves the mutant undecided.
    /// </summary>
    private static readonly (TimeSpan Timeout, int Share)[] Attempts =
        [(TimeSpan.FromSeconds(1), 1), (TimeSpan.FromSeconds(2), 3), (TimeSpan.FromSeconds(5), 6)];

    /// <summary>Scenarios that load a SUT or hit it take what the machine has: two of them keep it busy while one starts or waits.</summary>
    private const int AloneAtOnce = 2;

    /// <summary>The parameter by which a profile says how many of its scenarios that run alone bear one another in trials.</summary>
    private const string AtOnceParameter = "trials-at-once";

    private const int WatchedScenarios = 5;

    private readonly Dictionary<Breach, MutantResult> _results = [];
    private readonly Lock _gate = new();

    /// <summary>Tests all mutants.</summary>
    /// <param name="mutants">The mutants.</param>
    /// <param name="requirements">The requirements that count.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What became of each mutant, for each requirement that it breaks.</returns>
    public async Task<IReadOnlyDictionary<Breach, MutantResult>> RunAsync(
        IReadOnlyList<Mutant> mutants, IReadOnlySet<string> requirements, CancellationToken cancellationToken)
    {
        var breaches = mutants.SelectMany(m => m.Requirements.Where(requirements.Contains).Select(r => new Breach(m, r))).ToList();
        foreach (var breach in breaches.Where(b => !HasReference(b)))
            _results[breach] = new MutantResult(breach.Mutant.Name, MutantOutcome.Undecided, null, null, "no reference passes the requirement, so no mutant of one can fail it");

        for (var attempt = 0; attempt < Attempts.Length; attempt++)
        {
            var open = breaches.Where(b => HasReference(b) && (attempt == 0 || _results[b].Outcome == MutantOutcome.Undecided)).ToList();
            await AttemptAsync(open, attempt, cancellationToken);
        }

        return _results;
    }

    /// <summary>A proxy alters what a reference sends; a fault that is built in only needs somebody who passes the requirement.</summary>
    private bool HasReference(Breach breach) =>
        references.TryGetValue(breach.Requirement, out var reference) && (!reference.Witness.IsProduct || breach.Mutant is EmbeddedMutant);

    private async Task AttemptAsync(List<Breach> breaches, int attempt, CancellationToken cancellationToken)
    {
        // Mutants of different references are different ones. Those that wait for time to pass go first: the others fit beside them.
        var trials = breaches.GroupBy(b => (b.Mutant, Reference: references[b.Requirement]))
            .Select(g => (g.Key.Mutant, g.Key.Reference, Requirements: g.Select(b => b.Requirement).ToList()))
            .OrderByDescending(t => t.Requirements.Any(r => ScenariosFor(r).Any(s => s.Tags.Contains("@slow"))))
            .ToList();
        var atOnce = Math.Max(1, request.Parallel / Attempts[attempt].Share);
        var aloneAtOnce = Math.Min((int)request.Profile.Parameters.GetValueOrDefault(AtOnceParameter, AloneAtOnce), atOnce);
        var kinds = trials.ToLookup(t => NeedsAll(t.Requirements));
        foreach (var (run, limit) in new[] { (kinds[false], atOnce), (kinds[true], aloneAtOnce) })
        {
            await Parallel.ForEachAsync(run, new ParallelOptions { MaxDegreeOfParallelism = limit, CancellationToken = cancellationToken }, async (t, token) =>
            {
                var results = await TryAsync(t.Mutant, t.Reference, t.Requirements, attempt, token);
                lock (_gate)
                {
                    foreach (var (requirement, result) in results)
                        _results[new Breach(t.Mutant, requirement)] = result;

                    if (attempt == Attempts.Length - 1 || results.Values.All(r => r.Outcome != MutantOutcome.Undecided))
                        observer.MutantFinished(t.Mutant.Name, results.Values.All(r => r.Outcome == MutantOutcome.Killed));
                }
            });
        }
    }

    private bool NeedsAll(List<string> requirements) => requirements.Any(r => ScenariosFor(r).Any(s => s.IsAlone()));

    private async Task<Dictionary<string, MutantResult>> TryAsync(
        Mutant mutant, WitnessRun reference, List<string> requirements, int attempt, CancellationToken cancellationToken)
    {
        var scenarios = requirements.ToDictionary(r => r, ScenariosFor);
        try
        {
            var ran = await trial.RunAsync(
                mutant,
                reference.Campaign.Campaign,
                [.. scenarios.Values.SelectMany(s => s).DistinctBy(s => s.Key).OrderBy(s => s.Tags.Contains("@slow") ? 0 : 1)],
                Attempts[attempt].Timeout,
                $"{mutant.Name}\n{reference.Campaign.Name}\n{attempt}",
                cancellationToken);
            return requirements.ToDictionary(r => r, r => MutantJudgement.Of(
                mutant.Name, r, [.. request.ScenariosOf(r).Select(s => ran.GetValueOrDefault(s.Key))], [.. ran.Values]));
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A mutant that fails to work, or a fault of ours, decides nothing.
            var message = $"{fault.GetType().Name}: {fault.Message}";
            return requirements.ToDictionary(r => r, _ => new MutantResult(mutant.Name, MutantOutcome.Undecided, Verdict.Error, null, message));
        }
    }

    /// <summary>Those that verify the requirement; where it has a monitor alone, some in which the monitor had something to judge.</summary>
    private IReadOnlyList<Scenario> ScenariosFor(string requirement)
    {
        if (request.ScenariosOf(requirement) is { Count: > 0 } own)
            return own;

        var watched = references[requirement].Watched(requirement);
        return [.. request.Suite.ScenariosOf(request.Profile).Where(s => watched.Contains(s.Key)).Take(WatchedScenarios)];
    }
}
