using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Verdict, level and counts per criterion of the seal.</summary>
internal static class CriteriaTable
{
    public static XElement Of(Page page)
    {
        var t = page.Texts;
        return El(
            "section",
            Attr("id", "criteria"),
            Attr("aria-labelledby", "criteria-heading"),
            El("h2", Attr("id", "criteria-heading"), t.Criteria),
            Classed("p", "quiet", t.CriteriaNote),
            El(
                "table",
                El("thead", El("tr", Column(t.Criterion), Column(t.Verdict), Column(t.LevelAllowed), Column(t.RequirementsByVerdict, "wide"))),
                El("tbody", page.Evaluation.Criteria.OrderBy(c => c.Criterion).Select(c => Row(page, c)))));
    }

    private static XElement Row(Page page, CriterionResult result)
    {
        var t = page.Texts;
        return El(
            "tr",
            El("th", Attr("scope", "row"), t.CriteriaNames[result.Criterion]),
            El("td", Attr("data-label", t.Verdict), Badges.Badge(page, result.Verdict)),
            El("td", Attr("data-label", t.LevelAllowed), result.Level is { } level ? t.Levels[level] : t.NoLevel),
            El(
                "td",
                Attr("class", "wide"),
                Bars.Stacked(page, result.Counts, "bar small"),
                Classed("span", "quiet", Attr("aria-hidden", "true"), Badges.InWords(page, result.Counts))));
    }
}
