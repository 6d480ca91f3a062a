using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What a scenario found: where, expected against observed, and where it can be seen.</summary>
internal static class FindingDetails
{
    public static IEnumerable<XElement> Of(Page page, ScenarioResult result)
    {
        yield return Classed("dl", "where", Where(page, result).Select(f => El("div", El("dt", f.Label), El("dd", f.Value))));
        if (result.Finding is { Expected: { } expected, Observed: { } observed })
        {
            yield return Classed(
                "div",
                "compare",
                Classed("div", "expected", El("h4", page.Texts.Expected), Classed("p", "raw", page.Long(expected))),
                Classed("div", "observed", El("h4", page.Texts.ObservedHere), Classed("p", "raw", page.Long(observed))));
        }
        else
        {
            yield return Classed("p", "raw message", result.Finding is { } finding ? page.Long(finding.Message) : page.Texts.NoReason);
        }
        if (result.Finding?.Evidence is not null || result.Attachments.Count > 0)
            yield return Evidence(page, result);
    }

    /// <summary>Links to a scenario's attachments; a missing file is named and said to be missing.</summary>
    public static IEnumerable<object> Links(Page page, ScenarioResult result) =>
        result.Attachments.SelectMany((file, i) => i == 0 ? (object[])[Link(page, file)] : [", ", Link(page, file)]);

    private static IEnumerable<(string Label, object Value)> Where(Page page, ScenarioResult result)
    {
        var scenario = result.Scenario;
        yield return (page.Texts.Scenario, $"{page.Short(scenario.Name)} ({page.Short(scenario.File)}:{result.Finding?.Line ?? scenario.Line})");
        if (result.Finding?.Step is { } step)
            yield return (page.Texts.Step, page.Short(step));
    }

    private static XElement Evidence(Page page, ScenarioResult result)
    {
        var evidence = result.Finding?.Evidence;
        return Classed(
            "p",
            "evidence",
            El("strong", $"{page.Texts.Evidence}: "),
            evidence is null ? null : Classed("span", "raw", page.Short(evidence)),
            evidence is not null && result.Attachments.Count > 0 ? " · " : null,
            Links(page, result));
    }

    private static XElement Link(Page page, AttachedFile file)
    {
        var name = page.Short(file.Name);
        return page.Reference(file) is { } reference
            ? El("a", Attr("href", reference), name)
            : El("span", $"{name} ({page.Short(file.Path)}: {page.Texts.FileMissing})");
    }
}
