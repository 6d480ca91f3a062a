using System.Globalization;
using System.Xml.Linq;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What was tested, by whom, with what, when.</summary>
internal static class Masthead
{
    public static XElement Of(Page page)
    {
        var other = page.Texts.Language == "de" ? "en" : "de";
        return El(
            "header",
            Classed(
                "p",
                "kicker",
                El("span", page.Texts.Title),
                El("a", Attr("class", "screen"), Attr("href", $"report.{other}.html"), Attr("lang", other), Attr("hreflang", other), page.Texts.OtherLanguage)),
            El("h1", page.Short(page.Evaluation.Sut.Name)),
            Classed("p", "profile", $"{page.Short(page.Evaluation.ProfileTitle.In(page.Texts.Language))}"),
            Classed("dl", "facts", Facts(page).Select(f => El("div", El("dt", f.Label), El("dd", f.Mono ? Classed("span", "mono", f.Value) : f.Value)))));
    }

    private static IEnumerable<(string Label, string Value, bool Mono)> Facts(Page page)
    {
        var (e, t) = (page.Evaluation, page.Texts);
        yield return (t.Vendor, Given(page, e.Sut.Vendor), false);
        yield return (t.Version, Given(page, e.Sut.Version), false);
        if (e.Identification is { } identification)
            yield return (t.Identification, page.Short(identification), false);
        yield return (t.Endpoint, page.Short(e.Endpoint), true);
        yield return (t.Profile, page.Short($"{e.Profile} {e.ProfileVersion}"), true);
        yield return (t.AssessmentLabel, t.Assessments[e.Assessment], false);
        yield return (t.Campaign, page.Short(e.Campaign), false);
        yield return (t.Started, e.Started is { } started ? page.Formats.Instant(started) : t.NotStarted, false);
        if (e.Finished - e.Started is { } duration)
            yield return (t.Duration, page.Formats.Duration(duration), false);
        yield return (t.Run, page.Short(e.Run), true);
        yield return (t.Tool, page.Short($"CertHarness {e.ToolVersion}"), false);
        yield return (t.Seed, e.Seed.ToString(CultureInfo.InvariantCulture), true);
        yield return (t.SuiteDigest, page.Short(e.SuiteDigest), true);
    }

    private static string Given(Page page, string? value) => string.IsNullOrWhiteSpace(value) ? page.Texts.NotGiven : page.Short(value);
}
