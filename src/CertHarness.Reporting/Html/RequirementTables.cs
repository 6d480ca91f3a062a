using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Every requirement of the plan, a table per standard, with a filter where scripts run.</summary>
internal static class RequirementTables
{
    public static XElement Of(Page page)
    {
        var scenarios = new ScenarioDetails(page);
        return El(
            "section",
            Attr("id", "requirements"),
            Attr("aria-labelledby", "requirements-heading"),
            El("h2", Attr("id", "requirements-heading"), page.Texts.Requirements),
            page.Evaluation.Requirements.Any(r => r.Monitor is not null) ? Classed("p", "quiet", page.Texts.MonitorNote) : null,
            Filter(page),
            Standards(page).Select(g => Standard(page, g.Key, [.. g], scenarios)));
    }

    private static IEnumerable<IGrouping<string, RequirementResult>> Standards(Page page) =>
        page.Evaluation.Requirements.GroupBy(r => r.Requirement.Standard);

    private static XElement Standard(Page page, string standard, List<RequirementResult> results, ScenarioDetails scenarios)
    {
        var t = page.Texts;
        return Classed(
            "div",
            "standard",
            El("h3", page.Short(standard)),
            Classed("p", "quiet tally", Badges.InWords(page, VerdictCounts.Of(results.Select(r => r.Verdict)))),
            Classed(
                "table",
                "requirements",
                El("thead", El(
                    "tr",
                    Column(t.RequirementLabel, "c-id"),
                    Column(t.Clause, "c-clause"),
                    Column(t.What),
                    Column(t.ObligationLabel, "c-obligation"),
                    Column(t.LevelLabel, "c-level"),
                    Column(t.MonitorLabel, "c-monitor"),
                    Column(t.Verdict, "c-verdict"))),
                El("tbody", results.Select(r => Row(page, r, scenarios)))));
    }

    private static XElement Row(Page page, RequirementResult result, ScenarioDetails scenarios)
    {
        var (t, row) = (page.Texts, result.Requirement);
        return El(
            "tr",
            Attr("id", Page.Anchor(row)),
            Attr("data-verdict", Page.Class(result.Verdict)),
            Attr("data-standard", page.Short(row.Standard)),
            Attr("data-criterion", row.Criterion.Word()),
            El("th", Attr("scope", "row"), Classed("span", "mono id", page.Short(row.Id))),
            El("td", Attr("data-label", t.Clause), WebLink(row.Link, page.Short(row.Clause))),
            Classed("td", "what", Classed("div", "title", page.Title(row)), Classed("div", "quiet", t.CriteriaNames[row.Criterion], " ", Badges.Phase(page, row)), Measured(page, result), scenarios.Of(result)),
            El("td", Attr("class", "words"), Attr("data-label", t.ObligationLabel), t.Obligations[row.Obligation]),
            El("td", Attr("class", "words"), Attr("data-label", t.LevelLabel), t.Levels[result.Level]),
            El("td", Attr("class", "words"), Attr("data-label", t.MonitorLabel), MonitorFindings.InWords(page, result.Monitor)),
            El("td", Attr("class", "words"), Attr("data-label", t.Verdict), Badges.Badge(page, result.Verdict)));
    }

    private static XElement? Measured(Page page, RequirementResult result) => page.HasMeasurements(result)
        ? Classed("div", "quiet", El("a", Attr("href", $"#{Page.MeasurementAnchor(result.Requirement)}"), page.Texts.Measurements))
        : null;

    // Hidden until the script runs: without it there is nothing to filter with, and everything is shown.
    private static XElement Filter(Page page)
    {
        var t = page.Texts;
        var verdicts = Badges.Order.Where(v => Badges.CountOf(page.Counts, v) > 0).Select(v => (Page.Class(v), t.Verdicts[v]));
        var standards = Standards(page).Select(g => page.Short(g.Key)).Select(s => (s, s));
        var criteria = page.Evaluation.Requirements.Select(r => r.Requirement.Criterion).Distinct().Order().Select(c => (c.Word(), t.CriteriaNames[c]));
        return El(
            "form",
            Attr("id", "filter"),
            Attr("hidden", "hidden"),
            Attr("role", "search"),
            Attr("aria-label", t.Filter),
            Choice("verdict", t.Verdict, t.All, verdicts),
            Choice("standard", t.Standard, t.All, standards),
            Choice("criterion", t.Criterion, t.All, criteria),
            El("label", t.Search, El("input", Attr("type", "search"), Attr("name", "text"), Attr("autocomplete", "off"))),
            Classed(
                "div",
                "buttons",
                El("button", Attr("type", "reset"), t.Reset),
                El("button", Attr("type", "button"), Attr("id", "expand"), t.ExpandAll),
                El("button", Attr("type", "button"), Attr("id", "collapse"), t.CollapseAll)),
            El("output", Attr("data-template", t.Shown)));
    }

    private static XElement Choice(string name, string label, string all, IEnumerable<(string Value, string Text)> options) =>
        El("label", label, El(
            "select",
            Attr("name", name),
            El("option", Attr("value", ""), all),
            options.Select(o => El("option", Attr("value", o.Value), o.Text))));
}
