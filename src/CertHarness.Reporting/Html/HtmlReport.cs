using System.Text;
using System.Xml;
using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>
/// Writes the report that people read: one file, <c>report.en.html</c> or <c>report.de.html</c>, that needs no network and no
/// script, prints on A4, and shows what failed before everything else.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the report into the run folder and returns its path.</summary>
    /// <param name="evaluation">What came out.</param>
    /// <param name="runFolder">The run folder, which exists; attachments in it are linked to.</param>
    /// <param name="language"><c>en</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">The language is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static string Write(Evaluation evaluation, string runFolder, string language)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        var page = new Page(evaluation, runFolder, language);
        var path = Path.Combine(runFolder, $"report.{language}.html");
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        text.Write("<!DOCTYPE html>\n");
        using var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None });
        Document(page).WriteTo(xml);
        return path;
    }

    private static XElement Document(Page page) =>
        El(
            "html",
            Attr("lang", page.Texts.Language),
            PageHead.Of(page),
            El(
                "body",
                El("a", Attr("class", "skip"), Attr("href", "#verdict"), page.Texts.SkipToContent),
                Masthead.Of(page),
                El(
                    "main",
                    VerdictPanel.Of(page),
                    Contents(page),
                    CriteriaTable.Of(page),
                    PhaseTable.Of(page),
                    CapabilityTable.Of(page),
                    Failures.Of(page),
                    UndecidedRequirements.Of(page),
                    MeasurementSection.Of(page),
                    RequirementTables.Of(page)),
                Boundary.Of(page),
                PageHead.Script()));

    private static XElement Contents(Page page) =>
        El("nav", Attr("aria-label", page.Texts.Contents), El("ul", Entries(page).Select(
            e => El("li", El("a", Attr("href", $"#{e.Anchor}"), e.Text), e.Count is { } n ? Classed("span", "count", page.Formats.Number(n)) : null))));

    private static IEnumerable<(string Anchor, string Text, int? Count)> Entries(Page page)
    {
        yield return ("criteria", page.Texts.Criteria, null);
        if (page.Evaluation.Phases.Count > 0)
            yield return ("phases", page.Texts.Phases, null);
        if (page.Evaluation.Capabilities.Count > 0)
            yield return ("capabilities", page.Texts.Capabilities, null);
        yield return ("failures", page.Texts.Failures, page.Counts.Fail);
        if (page.Counts.Inconclusive + page.Counts.Error > 0)
            yield return ("undecided", page.Texts.Undecided, page.Counts.Inconclusive + page.Counts.Error);
        if (page.Evaluation.Requirements.Count(page.HasMeasurements) is > 0 and var measured)
            yield return ("measurements", page.Texts.Measurements, measured);
        yield return ("requirements", page.Texts.Requirements, page.Counts.Total);
    }
}
