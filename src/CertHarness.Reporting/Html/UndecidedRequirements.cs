using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>
/// The requirements that nothing could be said about, by cause: one refused connection may leave all of them undecided, and is
/// then told once.
/// </summary>
internal static class UndecidedRequirements
{
    public static XElement? Of(Page page)
    {
        var groups = page.Evaluation.Requirements
            .Where(r => r.Verdict is Verdict.Inconclusive or Verdict.Error)
            .GroupBy(r => (r.Verdict, Cause: Cause(page, r)))
            .OrderByDescending(g => g.Key.Verdict)
            .ThenByDescending(g => g.Count())
            .ToList();
        if (groups.Count == 0)
            return null;
        return El(
            "section",
            Attr("id", "undecided"),
            Attr("aria-labelledby", "undecided-heading"),
            El("h2", Attr("id", "undecided-heading"), page.Texts.Undecided),
            Classed("p", "quiet", page.Texts.UndecidedNote),
            groups.Select(g => Card(page, g.Key.Verdict, g.Key.Cause, [.. g])));
    }

    private static string Cause(Page page, RequirementResult result)
    {
        var scenario = page.ScenariosOf(result).FirstOrDefault(s => s.Verdict == result.Verdict && s.Finding is not null);
        return page.Long(scenario?.Finding?.Message ?? page.ReasonOf(result) ?? page.Texts.NoReason);
    }

    private static XElement Card(Page page, Verdict verdict, string cause, List<RequirementResult> results) =>
        Classed(
            "article",
            $"card {Page.Class(verdict)}",
            Classed("p", "line", Badges.Badge(page, verdict), results.Count > 1 ? El("span", Texts.Fill(page.Texts.Concerns, page.Formats.Number(results.Count))) : null),
            Classed("p", "raw message", cause),
            Classed("ul", results.Count > 6 ? "concerned many" : "concerned", results.Select(r => Concerned(page, r.Requirement, results.Count > 6))));

    private static XElement Concerned(Page page, Model.Catalogues.Requirement row, bool idOnly) =>
        El(
            "li",
            El("a", Attr("class", "mono id"), Attr("href", $"#{Page.Anchor(row)}"), page.Short(row.Id)),
            idOnly ? null : El("span", " ", WebLink(row.Link, page.Short($"{row.Standard}, {row.Clause}")), $" · {page.Title(row)}"));
}
