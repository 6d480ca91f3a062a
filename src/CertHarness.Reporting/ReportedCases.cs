using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting;

/// <summary>
/// Turns an evaluation into test cases. A requirement without a scenario, or with a verdict that its scenarios do not show,
/// becomes a case of its own: otherwise a run in which nothing was executed would read as a success.
/// </summary>
internal static class ReportedCases
{
    /// <summary>The feature under which the cases stand that are no scenarios.</summary>
    public const string GapFeature = "Requirements without a deciding scenario";

    /// <summary>The cases: the scenarios in their order, then the requirements that none of them decides, then the run itself.</summary>
    public static IReadOnlyList<ReportedCase> Of(Evaluation evaluation)
    {
        var byScenario = evaluation.Requirements
            .SelectMany(r => r.Scenarios.Distinct().Select(key => (key, r)))
            .ToLookup(p => p.key, p => p.r);
        var verdicts = evaluation.Scenarios.ToDictionary(s => s.Scenario.Key, s => s.Verdict);

        var cases = evaluation.Scenarios.Select(s => new ReportedCase(s, [.. byScenario[s.Scenario.Key]])).ToList();
        cases.AddRange(evaluation.Requirements.Where(r => !ToldBy(verdicts, r)).Select(Gap));
        if (cases.Count == 0 || cases.Max(c => c.Result.Verdict) < evaluation.Verdict)
            cases.Add(Run(evaluation));
        return cases;
    }

    private static bool ToldBy(Dictionary<string, Verdict> verdicts, RequirementResult result)
    {
        var known = result.Scenarios.Where(verdicts.ContainsKey).Select(key => verdicts[key]).ToList();
        return known.Count > 0 && known.Max() == result.Verdict;
    }

    private static ReportedCase Gap(RequirementResult result)
    {
        var row = result.Requirement;
        var reason = result.Reason ?? row.Untestable ?? (result.Scenarios.Count == 0 ? "No scenario verifies it." : null);
        return new ReportedCase(Made($"requirement/{row.Id}", $"{row.Id}: {row.Title.En}", Tags(row), result.Verdict, reason), [result]);
    }

    private static ReportedCase Run(Evaluation evaluation) =>
        new(Made("run", "The run as a whole", [], evaluation.Verdict, evaluation.Reason), []);

    private static List<string> Tags(Requirement row) => [$"@{row.Id}"];

    private static ScenarioResult Made(string key, string name, List<string> tags, Verdict verdict, string? reason) => new()
    {
        Scenario = new PlannedScenario(key, name, GapFeature, null, "", 0, tags),
        Verdict = verdict,
        Finding = reason is null ? null : new Finding(null, null, null, null, null, reason),
    };
}
