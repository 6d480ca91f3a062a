using System.Text;
using System.Text.RegularExpressions;

namespace CertHarness.Gherkin.Expressions;

/// <summary>Guesses expressions that a text could be an example of.</summary>
internal static class ExpressionGenerator
{
    private const int MostSuggestions = 16;

    /// <summary>A method with more parameters is no suggestion; what follows stays text, so that a huge step costs no more than others.</summary>
    private const int MostParameters = 12;

    private static readonly List<Found> Nothing = [];

    /// <summary>The expressions, the likeliest first, each with the parameter types that it names.</summary>
    public static IReadOnlyList<GeneratedExpression> Generate(string text, ParameterTypeRegistry registry)
    {
        var types = registry.Types.Where(t => t.UseForSnippets).ToList();
        var results = new List<(StringBuilder Source, List<ParameterType> Types)> { (new StringBuilder(), []) };
        var at = 0;
        while (at < text.Length)
        {
            var found = results[0].Types.Count < MostParameters ? Next(text, at, types) : Nothing;
            var end = found.Count == 0 ? text.Length : found[0].Start;
            foreach (var result in results)
                result.Source.Append(Escape(text[at..end]));
            if (found.Count == 0)
                break;
            results = [.. results.SelectMany(r => found.Select(f => (
                new StringBuilder(r.Source.ToString()).Append('{').Append(f.Type.Name).Append('}'),
                new List<ParameterType>(r.Types) { f.Type }))).Take(MostSuggestions)];
            at = end + found[0].Length;
        }

        return [.. results.Select(r => new GeneratedExpression(r.Source.ToString(), r.Types))];
    }

    /// <summary>The types whose text starts first and, of these, is longest.</summary>
    private static List<Found> Next(string text, int at, List<ParameterType> types)
    {
        var found = new List<Found>();
        foreach (var type in types)
        {
            if (First(type, text, at) is { } match)
                found.Add(new Found(match.Index, match.Length, type));
        }

        if (found.Count == 0)
            return found;
        var start = found.Min(f => f.Start);
        var length = found.Where(f => f.Start == start).Max(f => f.Length);
        return [.. found.Where(f => f.Start == start && f.Length == length)];
    }

    private static Match? First(ParameterType type, string text, int at)
    {
        try
        {
            var match = type.Finder.Match(text, at);
            while (match.Success && (match.Length == 0 || !StandsAlone(text, match.Index, match.Length)))
                match = match.NextMatch();
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            // A suggestion can do without a type whose expression finds no end.
            return null;
        }
    }

    private static bool StandsAlone(string text, int start, int length)
    {
        var end = start + length;
        return (start == 0 || IsBoundary(text[start - 1])) && (end == text.Length || IsBoundary(text[end]));
    }

    private static bool IsBoundary(char c) => char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSymbol(c);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal)
        .Replace("{", "\\{", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal);

    private readonly record struct Found(int Start, int Length, ParameterType Type);
}

/// <summary>A guessed expression.</summary>
/// <param name="Source">The expression.</param>
/// <param name="ParameterTypes">The types of its parameters, in order.</param>
internal sealed record GeneratedExpression(string Source, IReadOnlyList<ParameterType> ParameterTypes);
