using System.Text;

namespace CertHarness.Gherkin.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
internal static class ExpressionTokenizer
{
    /// <summary>The tokens, with one for the start and one for the end of the line around them.</summary>
    /// <exception cref="CucumberExpressionException">A backslash stands before something that cannot be escaped.</exception>
    public static List<Token> Tokenize(string expression)
    {
        var runes = RunesOf(expression);
        var tokens = new List<Token> { new(TokenType.StartOfLine, "", 0, 0) };
        var text = new StringBuilder();
        var type = TokenType.Text;
        var start = 0;
        for (var i = 0; i < runes.Length; i++)
        {
            var begin = i;
            var rune = runes[i];
            var here = TypeOf(rune);
            if (rune.Value == '\\')
            {
                if (++i == runes.Length)
                    throw CucumberExpressionException.EndOfLineEscaped(expression, runes.Length);
                rune = runes[i];
                if (TypeOf(rune) == TokenType.Text && rune.Value != '\\')
                    throw CucumberExpressionException.CannotEscape(expression, i);
                here = TokenType.Text;
            }

            // Texts and white space run on; every other character is a token of its own.
            if (text.Length > 0 && (here != type || here is not (TokenType.Text or TokenType.WhiteSpace)))
                Flush(begin);
            if (text.Length == 0)
                start = begin;
            type = here;
            text.Append(rune.ToString());
        }

        Flush(runes.Length);
        tokens.Add(new Token(TokenType.EndOfLine, "", runes.Length, runes.Length));
        return tokens;

        void Flush(int end)
        {
            if (text.Length > 0)
                tokens.Add(new Token(type, text.ToString(), start, end));
            text.Clear();
        }
    }

    private static Rune[] RunesOf(string text)
    {
        var runes = new Rune[text.Length];
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
            runes[count++] = rune;
        return count == runes.Length ? runes : runes[..count];
    }

    private static TokenType TypeOf(Rune rune) => rune.Value switch
    {
        '(' => TokenType.BeginOptional,
        ')' => TokenType.EndOptional,
        '{' => TokenType.BeginParameter,
        '}' => TokenType.EndParameter,
        '/' => TokenType.Alternation,
        _ => Rune.IsWhiteSpace(rune) ? TokenType.WhiteSpace : TokenType.Text,
    };
}
