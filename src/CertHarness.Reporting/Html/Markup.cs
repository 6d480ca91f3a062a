using System.Xml.Linq;

namespace CertHarness.Reporting.Html;

/// <summary>
/// Elements of HTML that are well-formed XML at the same time, so that everything is encoded by one serializer and tests can
/// parse the page. An element without content is written with an end tag, as HTML asks for, unless it is a void one.
/// </summary>
internal static class Markup
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly HashSet<string> Void = ["meta", "link", "br", "hr", "input"];

    /// <summary>An element of HTML; nulls among the content are left out. Text must be printable, see <see cref="Printable"/>.</summary>
    public static XElement El(string name, params object?[] content)
    {
        var element = new XElement(name, content);
        if (element.IsEmpty && !Void.Contains(name))
            element.Value = "";
        return element;
    }

    /// <summary>An element with a class.</summary>
    public static XElement Classed(string name, string @class, params object?[] content) =>
        El(name, [Attr("class", @class), .. content]);

    /// <summary>An element of SVG.</summary>
    public static XElement Drawing(string name, params object?[] content)
    {
        var element = new XElement(Svg + name, content);
        if (element.IsEmpty)
            element.Value = "";
        return element;
    }

    /// <summary>An attribute.</summary>
    public static XAttribute Attr(string name, object value) => new(name, value);

    /// <summary>A column's header.</summary>
    public static XElement Column(string text, string? @class = null) =>
        El("th", Attr("scope", "col"), @class is null ? null : Attr("class", @class), text);

    /// <summary>A link to the web, or the text alone where the address is none of the web's.</summary>
    public static object WebLink(Uri address, string text) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? El("a", Attr("href", address.AbsoluteUri), Attr("rel", "noopener noreferrer"), text)
            : text;
}
