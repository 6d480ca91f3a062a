namespace CertHarness.Gherkin.Expressions;

/// <summary>A piece of an expression's text. Places count Unicode code points.</summary>
internal sealed record Token(TokenType Type, string Text, int Start, int End);

internal enum TokenType
{
    StartOfLine,
    EndOfLine,
    WhiteSpace,
    BeginOptional,
    EndOptional,
    BeginParameter,
    EndParameter,
    Alternation,
    Text,
}
