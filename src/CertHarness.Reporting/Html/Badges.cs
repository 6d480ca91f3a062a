using System.Xml.Linq;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>Verdicts to see: always a symbol and a word, never a colour alone.</summary>
internal static class Badges
{
    /// <summary>The order in which verdicts are counted and drawn.</summary>
    public static IReadOnlyList<Verdict> Order { get; } =
        [Verdict.Fail, Verdict.Error, Verdict.Inconclusive, Verdict.Pass, Verdict.NotApplicable];

    /// <summary>A verdict as symbol and word.</summary>
    public static XElement Badge(Page page, Verdict verdict) =>
        Classed("span", $"badge {Page.Class(verdict)}", Symbol(verdict), page.Texts.Verdicts[verdict]);

    /// <summary>The symbol, which a screen reader passes over: the word follows.</summary>
    public static XElement Symbol(Verdict verdict) =>
        Classed("span", "symbol", Attr("aria-hidden", "true"), verdict switch
        {
            Verdict.Pass => "✓",
            Verdict.Fail => "✗",
            Verdict.Inconclusive => "?",
            Verdict.NotApplicable => "–",
            _ => "!",
        });

    /// <summary>The phase of resilience that a requirement is about, or null.</summary>
    public static XElement? Phase(Page page, Requirement requirement) =>
        requirement.Phase is { } phase ? Classed("span", "phase", page.Texts.PhaseNames[phase]) : null;

    /// <summary>How many requirements there are of a verdict.</summary>
    public static int CountOf(VerdictCounts counts, Verdict verdict) => verdict switch
    {
        Verdict.Pass => counts.Pass,
        Verdict.Fail => counts.Fail,
        Verdict.Inconclusive => counts.Inconclusive,
        Verdict.NotApplicable => counts.NotApplicable,
        _ => counts.Error,
    };

    /// <summary>The verdicts that occur, with their numbers, in words.</summary>
    public static string InWords(Page page, VerdictCounts counts) => string.Join(", ", Order
        .Where(v => CountOf(counts, v) > 0)
        .Select(v => $"{page.Formats.Number(CountOf(counts, v))} {page.Texts.Verdicts[v]}"));
}
