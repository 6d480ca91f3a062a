using Gherkin;
using Gherkin.Ast;

namespace CertHarness.Gherkin;

/// <summary>What the parser made of one file: a syntax tree or errors.</summary>
internal readonly record struct ParsedFile(GherkinDocument? Tree, IReadOnlyList<FeatureError> Errors)
{
    public static ParsedFile Of(FeatureSource source)
    {
        try
        {
            // Editors on Windows leave a byte order mark, which is no part of the text.
            using var reader = new StringReader(source.Text.TrimStart('\ufeff'));
            return new ParsedFile(new Parser { StopAtFirstError = false }.Parse(reader), []);
        }
        catch (CompositeParserException composite)
        {
            return new ParsedFile(null, [.. composite.Errors.Select(e => Error(source, e))]);
        }
        catch (ParserException error)
        {
            return new ParsedFile(null, [Error(source, error)]);
        }
    }

    public static ParsedFile Twice(FeatureSource source) =>
        new(null, [new FeatureError(source.Uri, 0, 0, $"The feature file '{source.Uri}' is given twice; give each file once.")]);

    private static FeatureError Error(FeatureSource source, ParserException error)
    {
        // The parser writes the place before its message; here it has fields of its own.
        var message = error.Message;
        var end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        return new FeatureError(
            source.Uri, error.Location?.Line ?? 0, error.Location?.Column ?? 0, end < 0 ? message : message[(end + 3)..]);
    }
}
