using CertHarness.Drivers.Mutations;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Qualifying;

namespace CertHarness.Runner.Tests.Qualifying;

public sealed class SuspectTests
{
    private static readonly IReadOnlyList<Scenario> All = FeatureSuite.Parse([
        new FeatureSource("lamps.feature", """
            Feature: Lamps

              @L-1
              Scenario: Shines

              @L-1
              Scenario: Dims

              @L-1 @alone
              Scenario: Survives a blow

              @L-2 @alone
              Scenario: Survives a flood

              @L-2 @L-1
              Scenario: Answers
            """)]).Scenarios;

    [Fact]
    public void Scenarios_that_run_at_once_share_an_instance_and_one_that_runs_alone_has_its_own()
    {
        var trials = Trials([]);

        Assert.Equal(["Answers, Dims, Shines", "Survives a blow", "Survives a flood"], trials.Select(NamesOf).Order());
        Assert.Equal([false, true, true], trials.Select(t => t.IsAlone).Order());
    }

    [Fact]
    public void What_took_longest_on_the_reference_begins_first()
    {
        var trials = Trials(new() { ["Dims"] = 1, ["Answers"] = 5, ["Shines"] = 3, ["Survives a flood"] = 9 });

        Assert.Equal(["Answers", "Shines", "Dims"], trials.Single(t => !t.IsAlone).Scenarios.Select(s => s.Name));
        Assert.Equal([9, 5, 0], trials.OrderByDescending(t => t.Duration).Select(t => t.Duration.TotalSeconds));
    }

    [Fact]
    public void Without_scenarios_there_is_nothing_to_try() =>
        Assert.Empty(Suspect(new() { ["L-3"] = [] }, []).Trials());

    [Fact]
    public void A_trial_that_did_not_come_about_decides_nothing_about_its_requirements_and_leaves_the_others_alone()
    {
        var suspect = Suspect(ByRequirement(), []);
        var outcomes = suspect.Trials().Select(t => NamesOf(t) == "Survives a flood"
            ? new TrialOutcome(t, new Dictionary<string, ScenarioResult>(), "it did not start")
            : new TrialOutcome(t, t.Scenarios.ToDictionary(s => s.Key, s => Result(s, Verdict.Fail)), null)).ToList();

        var first = MutantJudgement.Of("dark", "L-1", suspect.Requirements["L-1"], outcomes);
        var second = MutantJudgement.Of("dark", "L-2", suspect.Requirements["L-2"], outcomes);

        Assert.Equal(MutantOutcome.Killed, first.Outcome);
        Assert.Equal((MutantOutcome.Undecided, Verdict.Error, "it did not start"), (second.Outcome, second.Verdict, second.Message));
    }

    [Fact]
    public void The_trials_of_a_requirement_are_judged_together()
    {
        var suspect = Suspect(ByRequirement(), []);
        var outcomes = suspect.Trials()
            .Select(t => new TrialOutcome(t, t.Scenarios.ToDictionary(s => s.Key, s => Result(s, s.Name == "Survives a blow" ? Verdict.Fail : Verdict.Pass)), null))
            .ToList();

        Assert.Equal(MutantOutcome.Killed, MutantJudgement.Of("dark", "L-1", suspect.Requirements["L-1"], outcomes).Outcome);
        Assert.Equal(MutantOutcome.Survived, MutantJudgement.Of("dark", "L-2", suspect.Requirements["L-2"], outcomes).Outcome);
    }

    private static string NamesOf(Trial trial) => string.Join(", ", trial.Scenarios.Select(s => s.Name).Order());

    private static IReadOnlyList<Trial> Trials(Dictionary<string, int> seconds) => Suspect(ByRequirement(), seconds).Trials();

    private static Dictionary<string, IReadOnlyList<Scenario>> ByRequirement() =>
        new[] { "L-1", "L-2" }.ToDictionary(r => r, r => (IReadOnlyList<Scenario>)[.. All.Where(s => s.Tags.Contains("@" + r))]);

    private static Suspect Suspect(Dictionary<string, IReadOnlyList<Scenario>> requirements, Dictionary<string, int> seconds)
    {
        var campaign = new Campaign { Name = "lamp", Profile = "lamp", Sut = new SutDescription("Lamp"), Provision = new EmbeddedProvision("lamp") };
        var reference = new WitnessRun(
            new WitnessCampaign("lamp", campaign, null), new Witness("lamp", campaign.Sut, null, false, null, ""), new Dictionary<string, Testimony>())
        {
            Scenarios = [.. All.Where(s => seconds.ContainsKey(s.Name)).Select(s => Result(s, Verdict.Pass) with { Duration = TimeSpan.FromSeconds(seconds[s.Name]) })],
        };
        return new Suspect(new WireMutant("dark", ["L-1", "L-2"], _ => throw new NotSupportedException()), reference, requirements);
    }

    private static ScenarioResult Result(Scenario scenario, Verdict verdict) => new()
    {
        Scenario = new PlannedScenario(scenario.Key, scenario.Name, "Lamps", null, scenario.Uri, scenario.Line, scenario.Tags),
        Verdict = verdict,
    };
}
