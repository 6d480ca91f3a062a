using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Profiles;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What is limited for a requirement: value, the bound of each level, and the level that the value attains.</summary>
internal static class MeasurementTable
{
    private static readonly Level[] Levels = Enum.GetValues<Level>();

    /// <summary>The table; null where there are no limits.</summary>
    public static XElement? Of(Page page, RequirementResult result)
    {
        var t = page.Texts;
        var rows = Rows(page, result).ToList();
        return rows.Count == 0 ? null : Classed(
            "table",
            "measurements",
            El("thead", El(
                "tr",
                Column(t.Measurement, "m-name"),
                Column(t.Value, "m-value"),
                Levels.Select(level => Column(t.Levels[level] + (level == page.Evaluation.Target ? $" ({t.TargetMark})" : ""))),
                Column(t.AttainedLabel, "m-attained"))),
            El("tbody", rows));
    }

    private static IEnumerable<XElement> Rows(Page page, RequirementResult result)
    {
        var scenarios = page.ScenariosOf(result).ToList();
        foreach (var limit in result.Limits)
        {
            if (limit.Measured.Count == 0)
                yield return Row(page, limit.Limit.Measurement, null, null, Bounds(page, limit, null), NotGraded(page, page.Texts.NotRecorded));
            foreach (var measured in limit.Measured)
            {
                var bound = limit.Limit.BoundAt(limit.At);
                yield return Row(
                    page,
                    limit.Limit.Measurement,
                    LimitFindings.Value(page, measured.Value, measured.Unit, bound),
                    scenarios.Count > 1 ? page.Scenarios[measured.Scenario].Scenario.Name : null,
                    Bounds(page, limit, measured),
                    Attained(page, limit, measured));
            }
        }
    }

    private static XElement Row(Page page, string name, string? value, string? scenario, IEnumerable<XElement> bounds, object attained)
    {
        var t = page.Texts;
        return El(
            "tr",
            El("th", Attr("scope", "row"), Classed("span", "mono", page.Short(name)), scenario is null ? null : Classed("div", "quiet", page.Short(scenario))),
            El("td", Attr("data-label", t.Value), value is null ? Classed("span", "quiet", "–") : Classed("strong", "value", value)),
            bounds,
            El("td", Attr("class", "words"), Attr("data-label", t.AttainedLabel), attained));
    }

    private static IEnumerable<XElement> Bounds(Page page, LimitResult result, GradedMeasurement? measured) => Levels.Select(level =>
    {
        var label = page.Texts.Levels[level];
        if (result.Limit.BoundAt(level) is not { } bound)
            return Cell(label, Classed("span", "quiet", "–"));
        var sign = result.Limit.Bound == Bound.AtMost ? "≤" : "≥";
        // The value beside it has the same unit, or the unit is told.
        var text = $"{sign}\u00a0{page.Formats.Measured(bound)}" + (measured?.Unit == result.Limit.Unit ? "" : $" {page.Unit(result.Limit.Unit)}");
        return measured?.Grading != Grading.Graded
            ? Cell(label, text)
            : Cell(label, measured.Attained >= level ? Mark("pass", "✓", text) : Mark("fail", "✗", text));
    });

    private static XElement Mark(string @class, string symbol, string text) =>
        Classed("span", $"bound {@class}", Classed("span", "symbol", symbol), " ", text);

    private static XElement Cell(string label, object content) =>
        El("td", Attr("class", "words"), Attr("data-label", label), content);

    private static object Attained(Page page, LimitResult result, GradedMeasurement measured) => measured switch
    {
        { Grading: Grading.ScenarioDidNotPass } => NotGraded(page, page.Texts.ScenarioDidNotPass),
        { Grading: Grading.OtherUnit } => NotGraded(page, Texts.Fill(page.Texts.LimitInOtherUnit, page.Unit(result.Limit.Unit))),
        { Attained: { } level } when level >= result.At => Badge("pass", "✓", page.Texts.Levels[level]),
        { Attained: { } level } => Short(page, result, Badge("fail", "↓", page.Texts.Levels[level])),
        _ => Short(page, result, Badge("fail", "✗", page.Texts.NoLevel)),
    };

    private static object[] Short(Page page, LimitResult result, XElement badge) =>
        [badge, Classed("div", "quiet", Texts.Fill(page.Texts.ShortOf, page.Texts.Levels[result.At]))];

    private static object[] NotGraded(Page page, string reason) =>
        [Badge("inconclusive", "?", page.Texts.NotGraded), Classed("div", "quiet", reason)];

    private static XElement Badge(string @class, string symbol, string text) =>
        Classed("span", $"badge {@class}", Classed("span", "symbol", Attr("aria-hidden", "true"), symbol), text);
}
