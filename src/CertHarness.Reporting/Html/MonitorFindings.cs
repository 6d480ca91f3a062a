using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What monitors saw: the number of packets, and those that broke a statement.</summary>
internal static class MonitorFindings
{
    /// <summary>One broken statement may be broken in every scenario; these many tell enough.</summary>
    private const int MostShown = 3;

    /// <summary>What a monitor saw, in a few words.</summary>
    public static XElement InWords(Page page, MonitorResult? monitor)
    {
        var (t, f) = (page.Texts, page.Formats);
        return monitor switch
        {
            null => Classed("span", "monitor", "–"),
            { Violations.Count: > 0 } => Classed("span", "monitor broken", Texts.Fill(t.Falsified, f.Number(monitor.Broken()), f.Number(monitor.Packets))),
            { Packets: 0 } => Classed("span", "monitor", t.NoPacket),
            { Packets: 1 } => Classed("span", "monitor", t.NotFalsifiedByOne),
            _ => Classed("span", "monitor", Texts.Fill(t.NotFalsified, f.Number(monitor.Packets))),
        };
    }

    /// <summary>The first scenarios in which a statement was broken, with the packet that did it.</summary>
    public static IEnumerable<XElement> Of(Page page, MonitorResult? monitor)
    {
        var violations = (monitor?.Violations ?? []).Where(v => page.Scenarios.ContainsKey(v.Scenario)).ToList();
        foreach (var violation in violations.Take(MostShown))
        {
            var seen = page.Scenarios[violation.Scenario] with { Finding = violation.ToFinding() };
            yield return Classed(
                "div",
                "finding",
                Classed("p", "quiet", Texts.Fill(page.Texts.SeenByMonitor, page.Formats.Number(violation.Times))),
                FindingDetails.Of(page, seen));
        }

        if (violations.Count > MostShown)
            yield return Classed("p", "quiet", Texts.Fill(page.Texts.MoreViolations, page.Formats.Number(violations.Count - MostShown)));
    }
}
