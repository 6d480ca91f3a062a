using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Reporting.Charts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What was measured for each requirement: numbers beside their limits, and charts.</summary>
internal static class MeasurementSection
{
    /// <summary>The section; null where nothing was to be measured.</summary>
    public static XElement? Of(Page page)
    {
        var measured = page.Evaluation.Requirements.Where(page.HasMeasurements).ToList();
        if (measured.Count == 0)
            return null;
        var drawn = new Dictionary<string, RequirementResult>();
        return El(
            "section",
            Attr("id", "measurements"),
            Attr("aria-labelledby", "measurements-heading"),
            El("h2", Attr("id", "measurements-heading"), page.Texts.Measurements),
            Classed("p", "quiet", page.Texts.MeasurementsNote),
            Parameters(page),
            measured.Select(r => Card(page, r, drawn)));
    }

    private static XElement? Parameters(Page page) => page.Evaluation.Parameters.Count == 0 ? null : Classed(
        "div",
        "parameters",
        El("h3", page.Texts.Parameters),
        El("dl", page.Evaluation.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(
            p => El("div", El("dt", Classed("span", "mono", page.Short(p.Key))), El("dd", page.Formats.Measured(p.Value))))));

    private static XElement Card(Page page, RequirementResult result, Dictionary<string, RequirementResult> drawn)
    {
        var row = result.Requirement;
        return Classed(
            "article",
            $"card measured {Page.Class(result.Verdict)}",
            Attr("id", Page.MeasurementAnchor(row)),
            Classed(
                "p",
                "line",
                Badges.Badge(page, result.Verdict),
                El("a", Attr("class", "mono id"), Attr("href", $"#{Page.Anchor(row)}"), page.Short(row.Id)),
                El("span", $"{page.Texts.Levels[result.Level]} · {page.Texts.CriteriaNames[row.Criterion]}"),
                Badges.Phase(page, row)),
            El("h3", page.Title(row)),
            MeasurementTable.Of(page, result),
            page.ScenariosOf(result).Where(s => s.Measured.Charts.Count > 0).SelectMany(s => Charts(page, result, s, drawn)));
    }

    // A scenario that verifies several requirements has its charts at the first of them.
    private static IEnumerable<XElement> Charts(
        Page page, RequirementResult result, ScenarioResult scenario, Dictionary<string, RequirementResult> drawn)
    {
        var caption = result.Scenarios.Count > 1 ? Classed("figcaption", "quiet", page.Short(scenario.Scenario.Name)) : null;
        if (drawn.TryAdd(scenario.Scenario.Key, result))
            return scenario.Measured.Charts.Select(chart => El("figure", XElement.Parse(LineChart.Of(chart, page.Texts.Language).Draw()), caption));
        var first = drawn[scenario.Scenario.Key].Requirement;
        return
        [
            Classed(
                "p",
                "quiet",
                $"{page.Short(scenario.Scenario.Name)}: {page.Texts.ChartsAt} ",
                El("a", Attr("class", "mono"), Attr("href", $"#{Page.MeasurementAnchor(first)}"), page.Short(first.Id))),
        ];
    }
}
