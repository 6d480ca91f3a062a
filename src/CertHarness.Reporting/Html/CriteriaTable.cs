using System.Xml.Linq;

namespace CertHarness.Reporting.Html;

/// <summary>Verdict, level and counts per criterion of the seal.</summary>
internal static class CriteriaTable
{
    public static XElement Of(Page page)
    {
        var t = page.Texts;
        return SummaryTable.Of(
            page, "criteria", t.Criteria, t.CriteriaNote, t.Criterion,
            page.Evaluation.Criteria.OrderBy(c => c.Criterion).Select(c => SummaryTable.Row(page, t.CriteriaNames[c.Criterion], c.Verdict, c.Level, c.Counts)));
    }
}
