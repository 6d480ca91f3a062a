using CertHarness.Model.Evaluating;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Qualifying;

/// <summary>What a witness says.</summary>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Witness">Who it is.</param>
/// <param name="Testimonies">What it says about each requirement, by the requirement's id.</param>
internal sealed record WitnessRun(WitnessCampaign Campaign, Witness Witness, IReadOnlyDictionary<string, Testimony> Testimonies)
{
    /// <summary>The results of its scenarios.</summary>
    public IReadOnlyList<ScenarioResult> Scenarios { get; init; } = [];

    /// <summary>The keys of the scenarios in which the monitor of a requirement judged packets.</summary>
    public IReadOnlySet<string> Watched(string requirement) =>
        Scenarios.Where(s => s.Monitors.Packets.ContainsKey(requirement)).Select(s => s.Scenario.Key).ToHashSet();

    /// <summary>How many requirements it passes.</summary>
    public int Passed => Testimonies.Values.Count(t => t.Verdict == Verdict.Pass);
}

/// <summary>Asks SUTs whether they pass, each by an ordinary run with an ordinary report.</summary>
/// <param name="harness">What is plugged in.</param>
/// <param name="request">What to qualify.</param>
/// <param name="folder">The qualification's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class WitnessRuns(Harness harness, QualificationRequest request, string folder, TimeProvider time)
{
    /// <summary>A busy machine may leave something undecided; what is undecided for another reason stays so.</summary>
    private const int MostRuns = 3;

    private const string Subfolder = "witnesses";

    /// <summary>Asks one.</summary>
    /// <param name="campaign">Its campaign.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WitnessRun> AskAsync(WitnessCampaign campaign, CancellationToken cancellationToken)
    {
        var product = !campaign.IsReference(harness);
        if (campaign.Obstacle is { } obstacle)
            return new WitnessRun(campaign, new Witness(campaign.Name, campaign.Campaign.Sut, null, product, obstacle, ""), new Dictionary<string, Testimony>());

        var testimonies = new Dictionary<string, Testimony>();
        var first = await RunAsync(campaign, request.Only, testimonies, product, cancellationToken);
        for (var runs = 1; runs < MostRuns && Undecided(testimonies) is { Count: > 0 } open && IsWorthRepeating(first.Evaluation); runs++)
        {
            await RunAsync(campaign, string.Join(" or ", open.Select(id => "@" + id)), testimonies, product, cancellationToken);
            if (Undecided(testimonies).Count == open.Count)
                break;
        }

        var reason = testimonies.Values.All(t => t.Verdict != Verdict.Pass) ? first.Evaluation.Reason : null;
        var witness = new Witness(
            campaign.Name, campaign.Campaign.Sut, first.Evaluation.Identification, product, reason,
            Path.GetRelativePath(folder, first.Folder).Replace('\\', '/'));
        return new WitnessRun(campaign, witness, testimonies) { Scenarios = first.Evaluation.Scenarios };
    }

    private async Task<(Evaluation Evaluation, string Folder)> RunAsync(
        WitnessCampaign campaign, string? only, Dictionary<string, Testimony> testimonies, bool product, CancellationToken cancellationToken)
    {
        var run = RunFolder.Create(Path.Combine(folder, Subfolder), campaign.Name, time);
        var evaluation = await new CampaignRun(
            harness,
            new RunRequest { Suite = request.Suite, Campaign = campaign.Campaign with { Seed = request.Seed }, Folder = run, Only = only },
            Unobserved.Instance,
            time).RunAsync(cancellationToken);
        var scenarios = evaluation.Scenarios.ToDictionary(s => s.Scenario.Key);
        foreach (var result in evaluation.Requirements)
        {
            // What a later run decides counts; what it did not look at stays as it was.
            if (!testimonies.TryGetValue(result.Requirement.Id, out var known) || (IsUndecided(known) && result.Verdict != Verdict.Inconclusive))
                testimonies[result.Requirement.Id] = new Testimony(campaign.Name, product, result.Verdict, ReasonOf(result, scenarios));
        }

        return (evaluation, run.Path);
    }

    private static bool IsWorthRepeating(Evaluation evaluation) => evaluation.Scenarios.Any(s => s.Verdict == Verdict.Pass);

    private List<string> Undecided(Dictionary<string, Testimony> testimonies) =>
        [.. request.Requirements().Select(r => r.Id).Where(id => request.ScenariosOf(id).Count > 0 && testimonies.TryGetValue(id, out var t) && IsUndecided(t))];

    private static bool IsUndecided(Testimony testimony) => testimony.Verdict is Verdict.Inconclusive or Verdict.Error;

    private static string? ReasonOf(RequirementResult result, Dictionary<string, ScenarioResult> scenarios) => result.Verdict == Verdict.Pass
        ? null
        : result.Reason
            ?? result.Scenarios.Select(k => scenarios[k]).FirstOrDefault(s => s.Verdict == result.Verdict)?.Finding?.Message
            ?? (result.Monitor is { Violations: [var broken, ..] } ? broken.ToFinding().Message : null);
}
