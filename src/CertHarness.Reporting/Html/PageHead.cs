using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>The page's head: its style, its script, and the policy that lets nothing else in.</summary>
internal static class PageHead
{
    // Read by browsers as raw text and by XML parsers as markup, so neither file may contain <, > or &; a test sees to it.
    private static readonly string Style = Resource("report.css");
    private static readonly string ScriptText = Resource("report.js");

    public static XElement Of(Page page) => Of(
        $"{page.Short(page.Evaluation.Sut.Name)} · {page.Texts.Verdicts[page.Evaluation.Verdict]} · {page.Texts.Title}",
        page.Short(page.Evaluation.ToolVersion));

    /// <summary>The head of a page.</summary>
    /// <param name="title">Its title; printable.</param>
    /// <param name="toolVersion">The version of the tool that made it; printable.</param>
    public static XElement Of(string title, string toolVersion) =>
        El(
            "head",
            El("meta", Attr("charset", "utf-8")),
            El("meta", Attr("http-equiv", "Content-Security-Policy"), Attr("content", Policy())),
            El("meta", Attr("name", "viewport"), Attr("content", "width=device-width, initial-scale=1")),
            El("meta", Attr("name", "referrer"), Attr("content", "no-referrer")),
            El("meta", Attr("name", "color-scheme"), Attr("content", "light dark")),
            El("meta", Attr("name", "generator"), Attr("content", $"CertHarness {toolVersion}")),
            El("title", title),
            El("style", Style));

    public static XElement Script() => El("script", ScriptText);

    /// <summary>Only this style and this script, by their digests: not even injected markup could run or load anything.</summary>
    private static string Policy() =>
        $"default-src 'none'; style-src '{Digest(Style)}'; script-src '{Digest(ScriptText)}'; base-uri 'none'; form-action 'none'";

    private static string Digest(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(PageHead).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
