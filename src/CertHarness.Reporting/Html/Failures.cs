using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Every failed requirement with the clause, what was expected, what was observed, and the bytes that prove it.</summary>
internal static class Failures
{
    public static XElement Of(Page page)
    {
        var failed = page.Evaluation.Requirements.Where(r => r.Verdict == Verdict.Fail).ToList();
        return El(
            "section",
            Attr("id", "failures"),
            Attr("aria-labelledby", "failures-heading"),
            El("h2", Attr("id", "failures-heading"), page.Texts.Failures),
            failed.Count == 0 ? Classed("p", "quiet", page.Texts.NoFailures) : null,
            failed.OrderBy(r => r.Level).ThenBy(r => r.Requirement.Obligation).Select(r => Card(page, r)));
    }

    private static XElement Card(Page page, RequirementResult result)
    {
        var failed = page.ScenariosOf(result).Where(s => s.Verdict == Verdict.Fail).ToList();
        return Classed(
            "article",
            "card fail",
            Heading(page, result),
            failed.Count == 0 && result.Monitor is not { Violations.Count: > 0 } && result.Limits.All(l => l.Violations.Count == 0) ? El("p", page.ReasonOf(result) is { } reason ? page.Long(reason) : page.Texts.NoScenarioFailed) : null,
            failed.Select(s => Classed("div", "finding", FindingDetails.Of(page, s))),
            LimitFindings.Of(page, result),
            MonitorFindings.Of(page, result.Monitor));
    }

    private static object[] Heading(Page page, RequirementResult result)
    {
        var row = result.Requirement;
        return
        [
            Classed(
                "p",
                "line",
                Badges.Badge(page, result.Verdict),
                El("a", Attr("class", "mono id"), Attr("href", $"#{Page.Anchor(row)}"), page.Short(row.Id)),
                El("span", WebLink(row.Link, page.Short($"{row.Standard}, {row.Clause}"))),
                El("span", $"{page.Texts.Obligations[row.Obligation]} · {page.Texts.Levels[result.Level]} · {page.Texts.CriteriaNames[row.Criterion]}"),
                Badges.Phase(page, row)),
            El("h3", page.Title(row)),
            row.Reading is { } reading ? Classed("p", "quiet", page.Long(reading.In(page.Texts.Language))) : "",
        ];
    }
}
