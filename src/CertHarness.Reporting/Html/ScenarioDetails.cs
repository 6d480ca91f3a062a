using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>
/// The scenarios of a requirement with steps, timings and attachments. One that verifies several requirements is described at
/// the first of them, and the others lead there.
/// </summary>
internal sealed class ScenarioDetails(Page page)
{
    private readonly Dictionary<string, RequirementResult> described = [];

    public XElement Of(RequirementResult result)
    {
        var t = page.Texts;
        var scenarios = page.ScenariosOf(result).ToList();
        var reason = page.ReasonOf(result);
        if (scenarios.Count == 0)
            return Classed("div", "reason raw", reason is not null ? page.Long(reason) : result.Monitor is null ? t.NoScenario : t.MonitoredOnly);
        var count = scenarios.Count == 1 ? t.OneScenario : Texts.Fill(t.ManyScenarios, page.Formats.Number(scenarios.Count));
        var time = page.Formats.Duration(scenarios.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Duration));
        return El(
            "details",
            El("summary", $"{count}, {time}"),
            reason is null ? null : Classed("p", "reason raw", page.Long(reason)),
            scenarios.Select(s => described.TryAdd(s.Scenario.Key, result) ? Describe(s) : PointTo(s)));
    }

    private XElement Describe(ScenarioResult result)
    {
        var scenario = result.Scenario;
        return Classed(
            "div",
            "scenario",
            Heading(result),
            Classed("p", "quiet", Facts(result)),
            result.Steps.Count == 0 ? null : Classed("ol", "steps", result.Steps.Select(Step)),
            Unexplained(result) is { } message ? Classed("p", "raw message", message) : null,
            result.Attachments.Count == 0 ? null : Classed("p", "evidence", El("strong", $"{page.Texts.Capture}: "), FindingDetails.Links(page, result)));
    }

    private XElement PointTo(ScenarioResult result)
    {
        var first = described[result.Scenario.Key].Requirement;
        return Classed(
            "div",
            "scenario",
            Heading(result),
            Classed("p", "quiet", $"{page.Texts.DescribedAt} ", El("a", Attr("class", "mono"), Attr("href", $"#{Page.Anchor(first)}"), page.Short(first.Id))));
    }

    private XElement Heading(ScenarioResult result) =>
        Classed("p", "line", Badges.Badge(page, result.Verdict), El("strong", page.Short(result.Scenario.Name)));

    private string Facts(ScenarioResult result)
    {
        var scenario = result.Scenario;
        var place = $"{page.Short(scenario.Feature)} · {page.Short(scenario.File)}:{scenario.Line}";
        return result.Started is { } started
            ? $"{place} · {page.Formats.Instant(started)} · {page.Formats.Duration(result.Duration)}"
            : $"{place} · {page.Texts.DidNotRun}";
    }

    private XElement Step(StepResult step) =>
        El(
            "li",
            Attr("class", step.Status is "passed" or "failed" or "skipped" ? step.Status : "other"),
            Classed("span", "symbol", Attr("aria-hidden", "true"), step.Status switch { "passed" => "✓", "failed" => "✗", "skipped" => "–", _ => "?" }),
            Classed("span", "text", Classed("span", "keyword", page.Short(step.Keyword.Trim())), " ", page.Short(step.Text)),
            Classed("span", "took", step.Status == "passed" ? page.Formats.Duration(step.Duration) : $"{Status(step)}, {page.Formats.Duration(step.Duration)}"),
            step.Message is { } message ? Classed("p", "raw message", page.Long(message)) : null);

    private string Status(StepResult step) => page.Texts.StepStatuses.TryGetValue(step.Status, out var word) ? word : page.Short(step.Status);

    // The message of a finding, unless the failed step says it already.
    private string? Unexplained(ScenarioResult result) =>
        result.Verdict != Verdict.Pass && result.Finding is { } finding && result.Steps.All(s => s.Message is null)
            ? page.Long(finding.Message)
            : null;
}
