using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.JUnit;

/// <summary>Writes <c>junit.xml</c>, which every CI server reads. A suite is a feature, a test case a scenario.</summary>
/// <remarks>
/// JUnit knows no inconclusive: it is written as an error of the type <c>inconclusive</c>, for it must not look like a success.
/// Not applicable is skipped.
/// </remarks>
public static class JUnitReport
{
    private const int NameLimit = 500;
    private const int MessageLimit = 8000;

    /// <summary>Writes the report into the run folder and returns its path.</summary>
    /// <param name="evaluation">What came out.</param>
    /// <param name="runFolder">The run folder, which exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static string Write(Evaluation evaluation, string runFolder)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        var path = Path.Combine(runFolder, "junit.xml");
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using var writer = XmlWriter.Create(path, settings);
        Document(evaluation).Save(writer);
        return path;
    }

    private static XDocument Document(Evaluation evaluation)
    {
        var cases = ReportedCases.Of(evaluation);
        return new XDocument(new XElement(
            "testsuites",
            Attribute("name", $"{evaluation.Sut.Name}, {evaluation.ProfileTitle.En}"),
            Totals(cases),
            cases.GroupBy(c => (c.Result.Scenario.File, c.Result.Scenario.Feature)).Select(g => Suite(evaluation, g.Key.Feature, [.. g]))));
    }

    private static XElement Suite(Evaluation evaluation, string feature, List<ReportedCase> cases) =>
        new(
            "testsuite",
            Attribute("name", feature),
            Totals(cases),
            cases.Min(c => c.Result.Started) is { } started ? Attribute("timestamp", Timestamp(started)) : null,
            new XElement(
                "properties",
                Property("run", evaluation.Run),
                Property("sut", evaluation.Sut.Name),
                Property("sut.version", evaluation.Sut.Version ?? ""),
                Property("endpoint", evaluation.Endpoint),
                Property("profile", $"{evaluation.Profile} {evaluation.ProfileVersion}"),
                Property("suite-digest", evaluation.SuiteDigest),
                Property("seed", evaluation.Seed.ToString(CultureInfo.InvariantCulture)),
                Property("certharness", evaluation.ToolVersion)),
            cases.Select(Case));

    private static XElement Case(ReportedCase reported)
    {
        var scenario = reported.Result.Scenario;
        return new XElement(
            "testcase",
            Attribute("classname", scenario.Rule is { } rule ? $"{scenario.Feature}.{rule}" : scenario.Feature),
            Attribute("name", scenario.Name),
            Attribute("time", Seconds(reported.Result.Duration)),
            scenario.File.Length > 0 ? Attribute("file", scenario.File) : null,
            scenario.Line > 0 ? new XAttribute("line", scenario.Line) : null,
            Properties(reported) is { Count: > 0 } properties ? new XElement("properties", properties) : null,
            Outcome(reported),
            Output(reported));
    }

    private static List<XElement> Properties(ReportedCase reported) =>
    [
        .. reported.Requirements.Select(r => Property("requirement", r.Requirement.Id)),
        .. reported.Requirements.Select(r => r.Requirement.Phase).OfType<ResiliencePhase>().Distinct().Order().Select(p => Property("phase", p.Word())),
        .. reported.Measured.SelectMany(m => m.Level is { } level
            ? (XElement[])[Property($"measurement.{m.Name}", m.Value), Property($"level.{m.Name}", level)]
            : [Property($"measurement.{m.Name}", m.Value)]),
    ];

    private static XElement? Outcome(ReportedCase reported) => reported.Result.Verdict switch
    {
        Verdict.Pass => null,
        Verdict.NotApplicable => new XElement("skipped", Attribute("message", $"not applicable: {reported.Message}")),
        Verdict.Fail => Problem("failure", "fail", reported),
        Verdict.Inconclusive => Problem("error", "inconclusive", reported),
        _ => Problem("error", "harness-error", reported),
    };

    private static XElement Problem(string element, string type, ReportedCase reported) =>
        new(
            element,
            new XAttribute("type", type),
            Attribute("message", reported.Message ?? ""),
            $"{reported.Message}\n{reported.Trace}");

    // The notation with brackets is the one by which CI servers find attached files.
    private static XElement? Output(ReportedCase reported)
    {
        string[] lines = [.. reported.Remark is { } remark ? [Printable.Of(remark)] : Array.Empty<string>(), .. reported.Result.Attachments.Select(a => $"[[ATTACHMENT|{Printable.Of(a.Path)}]]")];
        return lines.Length == 0 ? null : new XElement("system-out", string.Join('\n', lines));
    }

    private static XAttribute[] Totals(IReadOnlyList<ReportedCase> cases)
    {
        var counts = VerdictCounts.Of(cases.Select(c => c.Result.Verdict));
        return
        [
            new XAttribute("tests", counts.Total),
            new XAttribute("failures", counts.Fail),
            new XAttribute("errors", counts.Error + counts.Inconclusive),
            new XAttribute("skipped", counts.NotApplicable),
            new XAttribute("time", Seconds(cases.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.Result.Duration))),
        ];
    }

    private static XElement Property(string name, string value) =>
        new("property", new XAttribute("name", name), Attribute("value", value));

    private static XAttribute Attribute(string name, string value) =>
        new(name, Printable.Cut(value, name == "message" ? MessageLimit : NameLimit));

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Timestamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
