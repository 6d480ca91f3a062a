using Gherkin;
using Gherkin.Ast;

namespace CertHarness.Gherkin.Reading;

/// <summary>What one file turned out to be: plain, or what the Gherkin package made of it, a syntax tree or errors.</summary>
internal sealed record ParsedFile(PlainLines? Plain, GherkinDocument? Tree, IReadOnlyList<FeatureError> Errors)
{
    public static ParsedFile Of(FeatureSource source)
    {
        // Editors on Windows leave a byte order mark, which is no part of the text.
        var text = source.Text.TrimStart('\ufeff');
        return PlainLines.Of(text) is { } plain ? new ParsedFile(plain, null, []) : Parse(source, text);
    }

    public static ParsedFile Twice(FeatureSource source) =>
        new(null, null, [new FeatureError(source.Uri, 0, 0, $"The feature file '{source.Uri}' is given twice; give each file once.")]);

    private static ParsedFile Parse(FeatureSource source, string text)
    {
        try
        {
            using var reader = new StringReader(text);
            return new ParsedFile(null, new Parser { StopAtFirstError = false }.Parse(reader), []);
        }
        catch (CompositeParserException composite)
        {
            return new ParsedFile(null, null, [.. composite.Errors.Select(e => Error(source, e))]);
        }
        catch (ParserException error)
        {
            return new ParsedFile(null, null, [Error(source, error)]);
        }
    }

    private static FeatureError Error(FeatureSource source, ParserException error)
    {
        // The parser writes the place before its message; here it has fields of its own.
        var message = error.Message;
        var end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        return new FeatureError(
            source.Uri, error.Location?.Line ?? 0, error.Location?.Column ?? 0, end < 0 ? message : message[(end + 3)..]);
    }
}
