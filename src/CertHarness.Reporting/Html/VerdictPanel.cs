using System.Xml.Linq;
using CertHarness.Model.Profiles;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>The verdict, its root cause if it has one, the level earned against the target, and the counts.</summary>
internal static class VerdictPanel
{
    public static XElement Of(Page page)
    {
        var (e, t) = (page.Evaluation, page.Texts);
        return El(
            "section",
            Attr("id", "verdict"),
            Attr("class", $"panel {Page.Class(e.Verdict)}"),
            Attr("aria-labelledby", "verdict-heading"),
            El("h2", Attr("id", "verdict-heading"), Classed("span", "kind", t.Verdict), Classed("span", "word", Badges.Symbol(e.Verdict), t.Verdicts[e.Verdict])),
            Classed("p", "sentence", Texts.Fill(t.VerdictSentences[e.Verdict], t.Levels[e.Target])),
            e.Reason is { } reason ? Classed("div", "cause", El("h3", t.Reason), Classed("p", "raw", page.Long(reason))) : null,
            Classed("div", "columns", Levels(page), Counts(page)));
    }

    private static XElement Levels(Page page)
    {
        var (e, t) = (page.Evaluation, page.Texts);
        return El(
            "div",
            El("h3", t.LevelsOfTheSeal),
            Classed("ol", "ladder", Enum.GetValues<Level>().Select(level => Rung(page, level))),
            Classed("p", "quiet", $"{t.LevelEarned}: ", El("strong", e.Level is { } earned ? t.Levels[earned] : t.NoLevel), $" · {t.Target}: ", El("strong", t.Levels[e.Target])));
    }

    private static XElement Rung(Page page, Level level)
    {
        var (e, t) = (page.Evaluation, page.Texts);
        var earned = e.Level >= level;
        var words = (earned, level == e.Target) switch
        {
            (true, true) => t.EarnedTarget,
            (true, false) => t.Earned,
            (false, true) => t.MissedTarget,
            _ => t.NotEarned,
        };
        return Classed(
            "li",
            (earned ? "earned" : "open") + (level == e.Target ? " target" : ""),
            Classed("span", "symbol", Attr("aria-hidden", "true"), earned ? "✓" : "○"),
            Classed("span", "name", t.Levels[level]),
            Classed("span", "state", words));
    }

    private static XElement Counts(Page page)
    {
        var t = page.Texts;
        return El(
            "div",
            El("h3", t.RequirementsByVerdict),
            Bars.Stacked(page, page.Counts, "bar"),
            Classed("ul", "legend", Badges.Order.Select(v => El(
                "li",
                Classed("span", $"badge {Page.Class(v)}", Badges.Symbol(v), t.Verdicts[v]),
                Classed("span", "number", page.Formats.Number(Badges.CountOf(page.Counts, v)))))),
            Classed("p", "quiet", Texts.Fill(t.RequirementCount, page.Formats.Number(page.Counts.Total))));
    }
}
