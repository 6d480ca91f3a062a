using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting;

/// <summary>
/// One line of a test report in a format that knows test cases only: a scenario, or what the scenarios alone would hide.
/// </summary>
/// <param name="Result">The scenario's result, or one made up for a requirement that no scenario speaks for.</param>
/// <param name="Requirements">The requirements that it verifies, in the order of the evaluation.</param>
internal sealed record ReportedCase(ScenarioResult Result, IReadOnlyList<RequirementResult> Requirements)
{
    /// <summary>What else is to be said, whatever the verdict, or null.</summary>
    public string? Remark { get; init; }

    /// <summary>What the case measured, each with its value and unit, and the lowest of the levels that it attains by the limits on it;
    /// null where there is none.</summary>
    public IEnumerable<(string Name, string Value, string? Level)> Measured => Result.Measured.Measurements.Select(m => (
        m.Name,
        $"{Quantity.Text(m.Value)} {Printable.Cut(m.Unit, 40)}",
        Requirements.SelectMany(r => r.Limits).Where(l => l.Limit.Measurement == m.Name)
            .SelectMany(l => l.Measured).Where(g => g.Scenario == Result.Scenario.Key)
            .Select(g => g switch { { Grading: not Grading.Graded } => "not graded", { Attained: { } level } => level.Word(), _ => "none" })
            .OrderBy(word => Array.IndexOf(Grades, word)).FirstOrDefault()));

    private static readonly string[] Grades = ["not graded", "none", .. Enum.GetValues<Level>().Select(l => l.Word())];

    /// <summary>The requirement that binds most, or null where it verifies none.</summary>
    public RequirementResult? Weightiest => Requirements.MinBy(r => (r.Requirement.Obligation, r.Level));

    /// <summary>What to say about a verdict other than pass, or null.</summary>
    public string? Message => Result.Finding is { } finding
        ? Printable.Cut(finding.Message, MessageLimit)
        : Result.Verdict is Verdict.Pass ? null : "No reason was recorded.";

    /// <summary>Where it happened: step, feature file and evidence, a line each.</summary>
    public string Trace => string.Join('\n', Places().Select(p => Printable.Cut(p, MessageLimit)));

    private const int MessageLimit = 8000;

    private IEnumerable<string> Places()
    {
        var scenario = Result.Scenario;
        if (Remark is not null)
            yield return $"Monitor: {Remark}";
        if (Result.Finding?.Step is { } step)
            yield return $"Step: {step}";
        if (scenario.File.Length > 0)
            yield return $"At: {scenario.File}:{Result.Finding?.Line ?? scenario.Line}";
        foreach (var requirement in Requirements.Select(r => r.Requirement))
            yield return $"Requirement: {requirement.Id} ({requirement.Title.En}), {requirement.Link}";
        if (Result.Finding?.Evidence is { } evidence)
            yield return $"Evidence: {evidence}";
        foreach (var file in Result.Attachments)
            yield return $"File: {file.Path}";
    }
}
