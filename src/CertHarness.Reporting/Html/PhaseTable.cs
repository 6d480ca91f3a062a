using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Verdict, level and counts per phase of resilience.</summary>
internal static class PhaseTable
{
    /// <summary>The table; null where no requirement names a phase.</summary>
    public static XElement? Of(Page page)
    {
        var t = page.Texts;
        return page.Evaluation.Phases.Count == 0 ? null : El(
            "section",
            Attr("id", "phases"),
            Attr("aria-labelledby", "phases-heading"),
            El("h2", Attr("id", "phases-heading"), t.Phases),
            Classed("p", "quiet", t.PhasesNote),
            El(
                "table",
                El("thead", El("tr", Column(t.Phase), Column(t.Verdict), Column(t.LevelAllowed), Column(t.RequirementsByVerdict, "wide"))),
                El("tbody", page.Evaluation.Phases.Select(p => Row(page, p)))));
    }

    private static XElement Row(Page page, PhaseResult result)
    {
        var t = page.Texts;
        return El(
            "tr",
            El("th", Attr("scope", "row"), t.PhaseNames[result.Phase]),
            El("td", Attr("data-label", t.Verdict), Badges.Badge(page, result.Verdict)),
            El("td", Attr("data-label", t.LevelAllowed), result.Level is { } level ? t.Levels[level] : t.NoLevel),
            El(
                "td",
                Attr("class", "wide"),
                Bars.Stacked(page, result.Counts, "bar small"),
                Classed("span", "quiet", Attr("aria-hidden", "true"), Badges.InWords(page, result.Counts))));
    }
}
