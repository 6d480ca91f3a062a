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

    /// <summary>The feature under which the monitored requirements stand, whose scenarios are all.</summary>
    public const string MonitorFeature = "Monitored requirements";

    /// <summary>The feature under which the requirements stand whose scenarios passed with measurements beyond a limit.</summary>
    public const string LimitFeature = "Measurements beyond their limits";

    /// <summary>The cases: the scenarios in their order, what the monitors saw, the requirements that none of these decides, then the
    /// run itself.</summary>
    public static IReadOnlyList<ReportedCase> Of(Evaluation evaluation)
    {
        var byScenario = evaluation.Requirements
            .SelectMany(r => r.Scenarios.Distinct().Select(key => (key, r)))
            .ToLookup(p => p.key, p => p.r);
        var verdicts = evaluation.Scenarios.ToDictionary(s => s.Scenario.Key, s => s.Verdict);

        var cases = evaluation.Scenarios.Select(s => new ReportedCase(s, [.. byScenario[s.Scenario.Key]])).ToList();
        cases.AddRange(evaluation.Requirements.Where(HasMonitorCase).Select(r => Monitored(r, evaluation)));
        cases.AddRange(evaluation.Requirements.Where(r => !ToldBy(verdicts, r)).Select(Gap));
        if (cases.Count == 0 || cases.Max(c => c.Result.Verdict) < evaluation.Verdict)
            cases.Add(Run(evaluation));
        return cases;
    }

    private static bool ToldBy(Dictionary<string, Verdict> verdicts, RequirementResult result)
    {
        var known = result.Scenarios.Where(verdicts.ContainsKey).Select(key => verdicts[key]).ToList();
        if (HasMonitorCase(result))
            known.Add(VerdictOf(result.Monitor!));
        return known.Count > 0 && known.Max() == result.Verdict;
    }

    /// <summary>A monitor that saw nothing says nothing; where no scenario does either, the requirement is a gap.</summary>
    private static bool HasMonitorCase(RequirementResult result) => result.Monitor is { Packets: > 0 };

    private static Verdict VerdictOf(MonitorResult monitor) => monitor.Violations.Count > 0 ? Verdict.Fail : Verdict.Pass;

    private static ReportedCase Monitored(RequirementResult result, Evaluation evaluation)
    {
        var (row, monitor) = (result.Requirement, result.Monitor!);
        var first = monitor.Violations is [var violation, ..] ? violation : null;
        var scenario = evaluation.Scenarios.FirstOrDefault(s => s.Scenario.Key == first?.Scenario);
        var name = $"{row.Id}: {row.Title.En}";
        var made = new ScenarioResult
        {
            Scenario = new PlannedScenario($"monitor/{row.Id}", name, MonitorFeature, null, "", 0, Tags(row)),
            Verdict = VerdictOf(monitor),
            Finding = first?.ToFinding(),
            Attachments = scenario?.Attachments ?? [],
        };
        return new ReportedCase(made, [result])
        {
            Remark = first is null
                ? $"not falsified ({monitor.Packets} packets)"
                : $"broken by {monitor.Broken()} of {monitor.Packets} packets, first in {scenario?.Scenario.Name ?? first.Scenario}",
        };
    }

    private static ReportedCase Gap(RequirementResult result)
    {
        var row = result.Requirement;
        if (result.Limits.SelectMany(l => l.Violations).FirstOrDefault() is { } violation)
        {
            var beyond = Made($"limit/{row.Id}", $"{row.Id}: {row.Title.En}", Tags(row), result.Verdict, null);
            return new ReportedCase(
                beyond with { Scenario = beyond.Scenario with { Feature = LimitFeature }, Finding = violation.ToFinding() }, [result]);
        }

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
