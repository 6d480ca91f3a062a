using System.Xml.Linq;

namespace CertHarness.Reporting.Html;

/// <summary>Verdict, level and counts per phase of resilience.</summary>
internal static class PhaseTable
{
    /// <summary>The table; null where no requirement names a phase.</summary>
    public static XElement? Of(Page page)
    {
        var t = page.Texts;
        return page.Evaluation.Phases.Count == 0 ? null : SummaryTable.Of(
            page, "phases", t.Phases, t.PhasesNote, t.Phase,
            page.Evaluation.Phases.Select(p => SummaryTable.Row(page, t.PhaseNames[p.Phase], p.Verdict, p.Level, p.Counts)));
    }
}
