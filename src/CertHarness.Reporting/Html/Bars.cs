using System.Globalization;
using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Counts as a stacked bar. Drawn as SVG, since the page's policy forbids style attributes.</summary>
internal static class Bars
{
    private const double Width = 1000;
    private const double Gap = 3;

    /// <summary>The bar; its words are the label.</summary>
    public static XElement Stacked(Page page, VerdictCounts counts, string @class)
    {
        var bar = Drawing(
            "svg",
            Attr("class", @class),
            Attr("viewBox", "0 0 1000 10"),
            Attr("preserveAspectRatio", "none"),
            Attr("role", "img"),
            Attr("aria-label", Badges.InWords(page, counts)));
        var left = 0d;
        foreach (var verdict in Badges.Order)
        {
            var width = counts.Total == 0 ? 0 : Width * Badges.CountOf(counts, verdict) / counts.Total;
            if (width > 0)
                bar.Add(Segment($"bar-{Page.Class(verdict)}", left, Math.Max(width - Gap, Gap)));
            left += width;
        }
        return bar;
    }

    private static XElement Segment(string @class, double left, double width) =>
        Drawing("rect", Attr("class", @class), Attr("x", Units(left)), Attr("y", "0"), Attr("width", Units(width)), Attr("height", "10"));

    private static string Units(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
