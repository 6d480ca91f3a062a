using System.Xml.Linq;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What the report says and what it does not: printed on every copy, so that no reader takes it for more.</summary>
internal static class Boundary
{
    public static XElement Of(Page page)
    {
        var (e, t) = (page.Evaluation, page.Texts);
        var executed = page.Formats.Number(e.Scenarios.Count(s => s.Started is not null));
        var when = e.Started is { } started ? page.Formats.Date(started) : t.NotStarted;
        return El(
            "footer",
            El("h2", t.BoundaryTitle),
            El(
                "ul",
                El("li", Texts.Fill(t.BoundaryRun, page.Short(e.ToolVersion), when, executed, page.Formats.Number(e.Scenarios.Count), page.Short(e.Endpoint))),
                El("li", t.BoundarySut),
                El("li", t.BoundaryAccreditation),
                El("li", t.BoundaryOffline)),
            Classed("p", "quiet mono", $"{page.Short(e.Run)} · CertHarness {page.Short(e.ToolVersion)} · {page.Short(e.SuiteDigest)}"));
    }
}
