using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Verdict, level and counts of groups of requirements, a row each.</summary>
internal static class SummaryTable
{
    /// <summary>A section with the table.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">The section's id.</param>
    /// <param name="heading">Its heading.</param>
    /// <param name="note">What the reader has to know of it.</param>
    /// <param name="group">What a row stands for.</param>
    /// <param name="rows">The rows.</param>
    public static XElement Of(Page page, string id, string heading, string note, string group, IEnumerable<XElement> rows)
    {
        var t = page.Texts;
        return El(
            "section",
            Attr("id", id),
            Attr("aria-labelledby", $"{id}-heading"),
            El("h2", Attr("id", $"{id}-heading"), heading),
            Classed("p", "quiet", note),
            El(
                "table",
                El("thead", El("tr", Column(group), Column(t.Verdict), Column(t.LevelAllowed), Column(t.RequirementsByVerdict, "wide"))),
                El("tbody", rows)));
    }

    /// <summary>A row.</summary>
    public static XElement Row(Page page, string name, Verdict verdict, Level? allowed, VerdictCounts counts)
    {
        var t = page.Texts;
        return El(
            "tr",
            El("th", Attr("scope", "row"), name),
            El("td", Attr("data-label", t.Verdict), Badges.Badge(page, verdict)),
            El("td", Attr("data-label", t.LevelAllowed), allowed is { } level ? t.Levels[level] : t.NoLevel),
            El(
                "td",
                Attr("class", "wide"),
                Bars.Stacked(page, counts, "bar small"),
                Classed("span", "quiet", Attr("aria-hidden", "true"), Badges.InWords(page, counts))));
    }
}
