using CertHarness.Model;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Seal.Evaluating;

namespace CertHarness.Seal.Tests.Evaluating;

/// <summary>Runs made of a few words.</summary>
internal static class Runs
{
    public static PlannedRequirement Requirement(
        string id,
        Level level,
        IReadOnlyList<string> scenarios,
        string? notApplicable = null,
        Criterion criterion = Criterion.Conformity,
        string? capability = null,
        string? untestable = null)
    {
        var row = new Requirement
        {
            Id = id,
            Standard = "S",
            Clause = "1",
            Link = new Uri("https://example.org/s"),
            Obligation = Obligation.Must,
            Role = Role.Server,
            Criterion = criterion,
            Title = new LocalizedText(id, id),
            Capability = capability,
            Untestable = untestable,
        };
        return new PlannedRequirement(row, level, scenarios, notApplicable);
    }

    public static Plan Plan(Level target, IReadOnlyList<PlannedRequirement> requirements, params CapabilityStatus[] capabilities) => new()
    {
        Profile = "p",
        ProfileVersion = "1",
        ProfileTitle = new LocalizedText("p", "p"),
        Target = target,
        Seed = 7,
        SuiteDigest = "abc",
        Requirements = requirements,
        Scenarios = [.. requirements.SelectMany(r => r.Scenarios).Distinct().Order(StringComparer.Ordinal).Select(Scenario)],
        Capabilities = capabilities,
    };

    public static PlannedScenario Scenario(string key) => new(key, key, "Feature", null, "f.feature", 1, []);

    public static EvaluationInput Input(Plan plan, params (string Key, Verdict Verdict)[] results) => new()
    {
        Plan = plan,
        Results = results.ToDictionary(r => r.Key, r => new ScenarioResult { Scenario = Scenario(r.Key), Verdict = r.Verdict }),
        Campaign = new Campaign { Name = "c", Profile = "p", Sut = new SutDescription("s"), Provision = new EmbeddedProvision("e") },
        Run = "r-1",
        ToolVersion = "0.1",
        Endpoint = "mqtt://h",
        Started = DateTimeOffset.UnixEpoch,
        Finished = DateTimeOffset.UnixEpoch.AddSeconds(3),
    };

    public static Evaluation Evaluate(Plan plan, params (string Key, Verdict Verdict)[] results) => Evaluator.Evaluate(Input(plan, results));
}
