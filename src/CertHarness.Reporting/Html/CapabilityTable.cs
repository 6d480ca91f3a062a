using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>The capabilities as declared, observed and tested, side by side.</summary>
internal static class CapabilityTable
{
    public static XElement? Of(Page page)
    {
        var t = page.Texts;
        if (page.Evaluation.Capabilities.Count == 0)
            return null;
        return El(
            "section",
            Attr("id", "capabilities"),
            Attr("aria-labelledby", "capabilities-heading"),
            El("h2", Attr("id", "capabilities-heading"), t.Capabilities),
            Classed("p", "quiet", t.CapabilitiesNote),
            El(
                "table",
                El("thead", El("tr", Column(t.Capability), Column(t.Declared), Column(t.Observed), Column(t.Tested), Column(t.FindingLabel))),
                El("tbody", page.Evaluation.Capabilities.Select(c => Row(page, c)))));
    }

    private static XElement Row(Page page, CapabilityResult result)
    {
        var t = page.Texts;
        var observed = result.Status.Observed switch
        {
            true => t.Seen,
            false => t.NotSeen,
            null => t.CannotTell,
        };
        return El(
            "tr",
            El("th", Attr("scope", "row"), Classed("span", "mono", page.Short(result.Status.Id))),
            El("td", Attr("class", "words"), Attr("data-label", t.Declared), t.Declarations[result.Status.Declared]),
            El("td", Attr("data-label", t.Observed), observed, result.Status.Remark is { } remark ? Classed("div", "quiet raw", page.Short(remark)) : null),
            El("td", Attr("class", "words"), Attr("data-label", t.Tested), result.Tested is { } tested ? Badges.Badge(page, tested) : Classed("span", "quiet", t.NotTested)),
            El("td", Attr("data-label", t.FindingLabel), Finding(page, result.Finding)));
    }

    private static XElement Finding(Page page, CapabilityFinding? finding) => finding switch
    {
        CapabilityFinding.DeclaredNotObserved => Classed("span", "note fail", page.Texts.DeclaredNotObserved),
        CapabilityFinding.ObservedNotDeclared => Classed("span", "note inconclusive", page.Texts.ObservedNotDeclared),
        _ => Classed("span", "quiet", page.Texts.NoFinding),
    };
}
