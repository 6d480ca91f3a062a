using CertHarness.Drivers.Mutations;
using CertHarness.Gherkin;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Qualifying;

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
    /// longer ones and less beside it: what is late is never taken for what is missing, it only leaves the mutant undecided. The last two
    /// attempts are alike: what is open by then was so because of the machine, and may not be the next time.
    /// </summary>
    private static readonly (TimeSpan Timeout, int Share)[] Attempts =
        [(TimeSpan.FromSeconds(1), 1), (TimeSpan.FromSeconds(2), 3), (TimeSpan.FromSeconds(5), 12), (TimeSpan.FromSeconds(5), 12)];

    /// <summary>Scenarios that run alone take what the machine has: two of them keep it busy while one starts or waits.</summary>
    private const int AloneAtOnce = 2;

    /// <summary>The parameter by which a profile says how many trials bear one another, whatever their scenarios do.</summary>
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
        // Mutants of different references are different ones. What takes longest goes first: the others fit beside it.
        var trials = breaches.GroupBy(b => (b.Mutant, Reference: references[b.Requirement]))
            .Select(g => new Suspect(g.Key.Mutant, g.Key.Reference, g.ToDictionary(b => b.Requirement, b => ScenariosFor(b.Requirement))))
            .SelectMany(s => s.Trials())
            .OrderByDescending(t => t.Duration)
            .ToList();
        var open = trials.CountBy(t => t.Suspect).ToDictionary();
        var outcomes = open.Keys.ToDictionary(s => s, _ => new List<TrialOutcome>());
        foreach (var (round, limit) in Rounds(trials, Math.Max(1, request.Parallel / Attempts[attempt].Share)))
        {
            await Parallel.ForEachAsync(round, new ParallelOptions { MaxDegreeOfParallelism = limit, CancellationToken = cancellationToken }, async (t, token) =>
            {
                var outcome = await TryAsync(t, attempt, token);
                lock (_gate)
                {
                    outcomes[t.Suspect].Add(outcome);
                    if (outcomes[t.Suspect].Count == open[t.Suspect])
                        Judge(t.Suspect, outcomes[t.Suspect], attempt);
                }
            });
        }
    }

    /// <summary>Where a profile does not say how many trials bear one another, those of scenarios that run alone wait for the others.</summary>
    private (IEnumerable<Trial> Trials, int AtOnce)[] Rounds(List<Trial> trials, int atOnce) =>
        request.Profile.Parameters.TryGetValue(AtOnceParameter, out var bearable)
            ? [(trials, Math.Min((int)bearable, atOnce))]
            : [(trials.Where(t => !t.IsAlone), atOnce), (trials.Where(t => t.IsAlone), Math.Min(AloneAtOnce, atOnce))];

    private async Task<TrialOutcome> TryAsync(Trial tried, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            return new TrialOutcome(tried, await trial.RunAsync(tried, Attempts[attempt].Timeout, attempt, cancellationToken), null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A mutant that fails to work, or a fault of ours, decides nothing.
            return new TrialOutcome(tried, new Dictionary<string, ScenarioResult>(), $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    private void Judge(Suspect suspect, List<TrialOutcome> outcomes, int attempt)
    {
        var results = suspect.Requirements.Select(r => (Breach: new Breach(suspect.Mutant, r.Key), Result: MutantJudgement.Of(suspect.Mutant.Name, r.Key, request.ScenariosOf(r.Key), outcomes))).ToList();
        foreach (var (breach, result) in results)
            _results[breach] = result;

        if (attempt == Attempts.Length - 1 || results.All(r => r.Result.Outcome != MutantOutcome.Undecided))
            observer.MutantFinished(suspect.Mutant.Name, results.All(r => r.Result.Outcome == MutantOutcome.Killed));
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
