namespace CertHarness.Gherkin.Expressions;

/// <summary>
/// Matches an expression of texts, <c>{int}</c>, <c>{word}</c> and <c>{string}</c> character by character. It gives what the
/// expression's regular expression gives, in a small part of its time; where the two might differ it leaves the text to that.
/// </summary>
internal sealed class ExpressionScan
{
    private readonly Part[] _parts;
    private readonly int _arguments;

    private ExpressionScan(Part[] parts)
    {
        _parts = parts;
        _arguments = parts.Count(p => p.Type is not null);
    }

    /// <summary>A piece of an expression: a text or a parameter.</summary>
    internal sealed record Part(string? Text, ParameterType? Type);

    /// <summary>A scan for an expression, or null where only its regular expression can tell what matches.</summary>
    public static ExpressionScan? Of(IReadOnlyList<Part> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Type is { } type && !IsClear(type, i + 1 < parts.Count ? parts[i + 1] : null))
                return null;
        }

        return new ExpressionScan([.. parts]);
    }

    /// <summary>Matches a text. False where only the regular expression can tell; otherwise the arguments, or null for no match.</summary>
    public bool TryMatch(string text, out Argument[]? arguments)
    {
        arguments = null;
        // A line feed at the end is nothing to a regular expression, and escapes make groups of their own.
        if (text.Contains('\n') || text.Contains('\\'))
            return false;
        Argument[]? found = null;
        var at = 0;
        var next = 0;
        foreach (var part in _parts)
        {
            if (part.Text is { } literal)
            {
                if (!text.AsSpan(at).StartsWith(literal, StringComparison.Ordinal))
                    return true;
                at += literal.Length;
                continue;
            }

            // Of the names that IsClear knows, each has its own first letter.
            var end = part.Type!.Name[0] switch
            {
                'i' => EndOfInt(text, at),
                'w' => EndOfWord(text, at),
                _ => EndOfString(text, at),
            };
            if (end < 0)
                return true;
            found ??= new Argument[_arguments];
            found[next++] = new Argument(text[at..end], at, part.Type);
            at = end;
        }

        if (at == text.Length)
            arguments = found ?? [];
        return true;
    }

    /// <summary>Whether there is only one place where a parameter can end, given what follows it.</summary>
    private static bool IsClear(ParameterType type, Part? next)
    {
        var first = next?.Text is { Length: > 0 } text ? text[0] : (char?)null;
        return type.BuiltIn && type.Name switch
        {
            "string" => true,
            "int" => next is null || (first is { } c && !char.IsDigit(c)),
            "word" => next is null || (first is { } c && char.IsWhiteSpace(c)),
            _ => false,
        };
    }

    private static int EndOfInt(string text, int start)
    {
        var at = start < text.Length && text[start] == '-' ? start + 1 : start;
        var digits = at;
        while (at < text.Length && char.IsDigit(text[at]))
            at++;
        return at > digits ? at : -1;
    }

    private static int EndOfWord(string text, int start)
    {
        var at = start;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return at > start ? at : -1;
    }

    private static int EndOfString(string text, int start)
    {
        if (start >= text.Length || text[start] is not ('"' or '\''))
            return -1;
        return text.IndexOf(text[start], start + 1) + 1 is var end and > 0 ? end : -1;
    }
}
