using CertHarness.Drivers;
using CertHarness.Drivers.Mutations;
using CertHarness.Model.Json;
using CertHarness.Model.Profiles;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using CertHarness.Reporting.Html.Qualifying;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Qualifying;

/// <summary>
/// The suite proves itself: SUTs that are right must pass every requirement, and every mutant must fail those that it breaks.
/// </summary>
/// <param name="harness">What is plugged in.</param>
/// <param name="asked">What to qualify; it was checked.</param>
/// <param name="observer">Is told how it goes.</param>
/// <param name="time">The clock.</param>
public sealed class QualificationRun(Harness harness, QualificationRequest asked, IQualificationObserver observer, TimeProvider time)
{
    private const int WitnessesAtOnce = 2;

    private static readonly string[] Languages = ["en", "de"];

    private readonly QualificationRequest _request = asked.ForTrials();

    /// <summary>Qualifies, and writes what came out.</summary>
    /// <param name="cancellationToken">Stops it; nothing is written then but what witnesses left.</param>
    /// <returns>What came out, and its folder.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IOException">The folder could not be written.</exception>
    public async Task<(Qualification Result, string Folder)> RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var begun = time.GetTimestamp();
        var folder = RunFolder.NewFolder(_request.Reports, $"qualification-{_request.Profile.Id}", time);
        var requirements = _request.Requirements();
        observer.Started(folder, requirements.Count, _request.Witnesses.Count);
        var witnesses = await AskAsync(folder, cancellationToken);
        var results = await TestMutantsAsync(witnesses, [.. requirements.Select(r => r.Id)], cancellationToken);
        var qualification = new Qualification
        {
            Id = Path.GetFileName(folder),
            ToolVersion = Harness.Version,
            Profile = _request.Profile.Id,
            ProfileVersion = _request.Profile.Version,
            ProfileTitle = _request.Profile.Title,
            SuiteDigest = _request.Suite.DigestFor(_request.Profile),
            Seed = _request.Seed,
            Parameters = _request.Profile.TrialParameters,
            Started = started,
            Duration = time.GetElapsedTime(begun),
            Witnesses = [.. witnesses.Select(w => w.Witness)],
            Requirements = [.. requirements.Select(r => Of(r, witnesses, results))],
        };
        RunFolder.WriteWhole(Path.Combine(folder, "qualification.json"), QualificationJson.Write(qualification));
        foreach (var language in Languages)
            QualificationReport.Write(qualification, folder, language);

        return (qualification, folder);
    }

    private async Task<IReadOnlyList<WitnessRun>> AskAsync(string folder, CancellationToken cancellationToken)
    {
        var runs = new WitnessRuns(harness, _request, folder, time);
        var gate = new Lock();
        var asked = new WitnessRun[_request.Witnesses.Count];
        // Witnesses under the whole load of a profile would measure each other.
        var needsAll = _request.Profile.TrialParameters.Count == 0 && _request.Suite.ScenariosOf(_request.Profile).Any(s => s.IsAlone());
        var options = new ParallelOptions { MaxDegreeOfParallelism = needsAll ? 1 : WitnessesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, asked.Length), options, async (i, token) =>
        {
            asked[i] = await runs.AskAsync(_request.Witnesses[i], token);
            lock (gate)
                observer.WitnessFinished(asked[i].Witness, asked[i].Passed);
        });
        return asked;
    }

    private async Task<IReadOnlyDictionary<Breach, MutantResult>> TestMutantsAsync(
        IReadOnlyList<WitnessRun> witnesses, HashSet<string> requirements, CancellationToken cancellationToken)
    {
        var mutants = harness.Mutants.Where(s => s.Scheme == _request.Profile.Scheme).SelectMany(s => s.Mutants)
            .Where(m => m.Requirements.Any(requirements.Contains)).ToList();
        observer.MutantsPlanned(mutants.Count);
        await using var monitor = new SchedulingMonitor(time);
        var trial = new MutantTrial(harness, _request, monitor, time);
        return await new MutantTrials(_request, trial, References(witnesses, requirements), observer)
            .RunAsync(mutants, requirements, cancellationToken);
    }

    /// <summary>A witness that passes, for each requirement that has one. Where only products pass it, faults can still be built in.</summary>
    private static Dictionary<string, WitnessRun> References(IReadOnlyList<WitnessRun> witnesses, HashSet<string> requirements)
    {
        var references = new Dictionary<string, WitnessRun>();
        foreach (var id in requirements)
        {
            var passes = witnesses.OrderBy(w => w.Witness.IsProduct).FirstOrDefault(w => w.Testimonies.TryGetValue(id, out var t) && t.Verdict == Verdict.Pass);
            if (passes is not null)
                references[id] = passes;
        }

        return references;
    }

    private RequirementQualification Of(
        ProfileRequirement requirement, IReadOnlyList<WitnessRun> witnesses, IReadOnlyDictionary<Breach, MutantResult> results) => new(
        _request.Suite.Catalogues.SelectMany(c => c.Requirements).First(r => r.Id == requirement.Id),
        requirement.Level,
        [.. witnesses.Select(w => w.Testimonies.GetValueOrDefault(requirement.Id)).OfType<Testimony>()],
        [.. results.Where(r => r.Key.Requirement == requirement.Id).OrderBy(r => Order(r.Key.Mutant)).Select(r => r.Value)]);

    private int Order(Mutant mutant) => harness.Mutants.SelectMany(s => s.Mutants).TakeWhile(m => m != mutant).Count();
}
