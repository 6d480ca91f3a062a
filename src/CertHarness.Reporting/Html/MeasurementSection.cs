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
        Numbers(page.Evaluation.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, page.Formats.Measured(p.Value))), page));

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
            page.ScenariosOf(result).Select(s => Unlimited(page, result, s)),
            page.ScenariosOf(result).Where(s => s.Measured.Charts.Count > 0).Select(s => Charts(page, result, s, drawn)));
    }

    /// <summary>What a scenario measured beyond what there are limits on.</summary>
    private static XElement? Unlimited(Page page, RequirementResult result, ScenarioResult scenario)
    {
        var others = scenario.Measured.Measurements.Where(m => result.Limits.All(l => l.Limit.Measurement != m.Name)).ToList();
        return others.Count == 0 ? null : Classed(
            "div",
            "others",
            Classed("p", "quiet", page.Texts.WithoutLimit, result.Scenarios.Count > 1 ? $" · {page.Short(scenario.Scenario.Name)}" : null),
            Numbers(others.Select(m => (m.Name, LimitFindings.Value(page, m.Value, m.Unit))), page));
    }

    private static XElement Numbers(IEnumerable<(string Name, string Value)> numbers, Page page) => Classed(
        "dl",
        "numbers",
        numbers.Select(n => El("div", El("dt", Classed("span", "mono", page.Short(n.Name))), El("dd", n.Value))));

    // A scenario that verifies several requirements has its charts at the first of them.
    private static XElement Charts(Page page, RequirementResult result, ScenarioResult scenario, Dictionary<string, RequirementResult> drawn)
    {
        var name = page.Short(scenario.Scenario.Name);
        if (drawn.TryAdd(scenario.Scenario.Key, result))
        {
            var caption = result.Scenarios.Count > 1 ? Classed("figcaption", "quiet", name) : null;
            return Classed(
                "div", "charts", scenario.Measured.Charts.Select(c => El("figure", XElement.Parse(LineChart.Of(c, page.Texts.Language).Draw()), caption)));
        }

        var first = drawn[scenario.Scenario.Key].Requirement;
        return Classed(
            "p", "quiet", $"{name}: {page.Texts.ChartsAt} ", El("a", Attr("class", "mono"), Attr("href", $"#{Page.MeasurementAnchor(first)}"), page.Short(first.Id)));
    }
}
