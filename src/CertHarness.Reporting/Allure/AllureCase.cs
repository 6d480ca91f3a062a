using System.Globalization;
using CertHarness.Model.Evaluating;

namespace CertHarness.Reporting.Allure;

/// <summary>One case as an Allure result.</summary>
internal static class AllureCase
{
    /// <param name="evaluation">The run.</param>
    /// <param name="reported">The case.</param>
    /// <param name="fullName">Feature file and name; the same for all rows of an outline whose name has no placeholder.</param>
    /// <param name="ordinal">The how-many-th case of that full name it is, from 1.</param>
    /// <param name="copies">Takes the attachments.</param>
    public static AllureResult Of(Evaluation evaluation, ReportedCase reported, string fullName, int ordinal, AttachmentCopies copies)
    {
        var result = reported.Result;
        var scenario = result.Scenario;
        var start = result.Started?.ToUnixTimeMilliseconds();
        // Lines move when a feature is edited, the order of rows hardly ever: a history hangs on name and ordinal.
        var row = ordinal.ToString(CultureInfo.InvariantCulture);
        return new AllureResult(
            StableId.Uuid(evaluation.Run, scenario.Key),
            StableId.Hash("history", fullName, row),
            StableId.Hash("case", fullName),
            fullName,
            Printable.Cut(scenario.Name, 500),
            Description(reported),
            AllureStatus.Of(result.Verdict),
            AllureStatus.Details(reported),
            "finished",
            start,
            start + (long)result.Duration.TotalMilliseconds,
            [.. TitlePath(reported)],
            AllureLabels.Of(evaluation, reported),
            [.. reported.Requirements.Select(r => r.Requirement).Select(r => new AllureLink("link", $"{r.Standard}, {r.Clause}", r.Link.ToString()))],
            [.. Parameters(evaluation, reported, ordinal), .. Measured(reported)],
            [.. Steps(result, start)],
            [
                .. result.Measured.Charts.Select((chart, i) => copies.Draw(chart, StableId.Uuid(evaluation.Run, scenario.Key, "chart", $"{i}"))),
                .. result.Attachments.Select((file, i) => copies.Copy(file, StableId.Uuid(evaluation.Run, scenario.Key, $"{i}"))),
            ]);
    }

    private static string? Description(ReportedCase reported) => reported.Requirements.Count == 0
        ? null
        : "Verifies\n\n" + string.Join('\n', reported.Requirements.Select(
            r => $"- {r.Requirement.Id}: {r.Requirement.Title.En} ({r.Requirement.Obligation.Word()}, {r.Level.Word()})"))
        + (reported.Remark is { } remark ? $"\n\nMonitor: {Printable.Cut(remark, 500)}" : "");

    private static IEnumerable<string> TitlePath(ReportedCase reported)
    {
        var scenario = reported.Result.Scenario;
        return scenario.File.Split('/').Where(part => part.Length > 0).Append(scenario.Rule).OfType<string>();
    }

    // Allure 3 makes its own history id, from the full name and the parameters: only the row tells twins apart.
    private static IEnumerable<AllureParameter> Parameters(Evaluation evaluation, ReportedCase reported, int ordinal)
    {
        yield return new AllureParameter("endpoint", Printable.Cut(evaluation.Endpoint, 500), Excluded: true);
        if (ordinal > 1)
            yield return new AllureParameter("row", ordinal.ToString(CultureInfo.InvariantCulture));
        if (reported.Requirements.Count > 0)
            yield return new AllureParameter("standard", string.Join(", ", reported.Requirements.Select(r => r.Requirement.Standard).Distinct().Order(StringComparer.Ordinal)));
    }

    // Left out of the history id: a measurement differs from run to run.
    private static IEnumerable<AllureParameter> Measured(ReportedCase reported) => reported.Measured.Select(m => new AllureParameter(
        Printable.Cut(m.Name, 200), m.Level is { } level ? $"{m.Value} (level: {level})" : m.Value, Excluded: true));

    // A step knows its duration only; steps follow one another.
    private static IEnumerable<AllureStep> Steps(ScenarioResult result, long? start)
    {
        var passed = TimeSpan.Zero;
        foreach (var step in result.Steps)
        {
            var from = start + (long)passed.TotalMilliseconds;
            passed += step.Duration;
            yield return new AllureStep(
                Printable.Cut($"{step.Keyword.Trim()} {step.Text}", 1000),
                AllureStatus.OfStep(step.Status, result.Verdict),
                step.Message is { } message ? new AllureStatusDetails(Printable.Cut(message, 8000), null) : null,
                "finished",
                from,
                start + (long)passed.TotalMilliseconds);
        }
    }
}
