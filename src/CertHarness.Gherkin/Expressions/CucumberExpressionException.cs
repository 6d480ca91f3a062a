namespace CertHarness.Gherkin.Expressions;

/// <summary>An expression or a parameter type that cannot be used; the message points at the place and tells what to do.</summary>
public class CucumberExpressionException : Exception
{
    internal CucumberExpressionException(string message)
        : base(message)
    {
    }

    internal static CucumberExpressionException EndOfLineEscaped(string expression, int length) => new(Pointing(
        expression, length - 1, length, "The end of line can not be escaped.", @"You can use '\\' to escape the '\'"));

    internal static CucumberExpressionException CannotEscape(string expression, int index) => new(Pointing(
        expression, index, index + 1, @"Only the characters '{', '}', '(', ')', '\', '/' and whitespace can be escaped.",
        @"If you did mean to use an '\' you can use '\\' to escape it"));

    internal static CucumberExpressionException NotClosed(string expression, Token begin) => new(Pointing(
        expression, begin.Start, begin.End,
        begin.Type == TokenType.BeginOptional
            ? "The '(' does not have a matching ')'."
            : "The '{' does not have a matching '}'.",
        begin.Type == TokenType.BeginOptional
            ? @"If you did not intend to use optional text you can use '\(' to escape the optional text"
            : @"If you did not intend to use a parameter you can use '\{' to escape the a parameter"));

    internal static CucumberExpressionException AlternationInOptional(string expression, Token token) => new(Pointing(
        expression, token.Start, token.End, "An alternation can not be used inside an optional.",
        @"If you did not mean to use an alternation you can use '\/' to escape the '/'. " +
        "Otherwise rephrase your expression or consider using a regular expression instead."));

    internal static CucumberExpressionException InvalidParameterName(string expression, Token token) => new(Pointing(
        expression, token.Start, token.End, @"Parameter names may not contain '{', '}', '(', ')', '\' or '/'.",
        "Did you mean to use a regular expression?"));

    internal static CucumberExpressionException EmptyAlternative(string expression, Node node) => new(Pointing(
        expression, node.Start, node.End, "Alternative may not be empty.",
        @"If you did not mean to use an alternative you can use '\/' to escape the '/'"));

    internal static CucumberExpressionException OnlyOptionals(string expression, Node node) => new(Pointing(
        expression, node.Start, node.End, "An alternative may not exclusively contain optionals.",
        @"If you did not mean to use an optional you can use '\(' to escape the '('"));

    internal static CucumberExpressionException EmptyOptional(string expression, Node node) => new(Pointing(
        expression, node.Start, node.End, "An optional must contain some text.",
        @"If you did not mean to use an optional you can use '\(' to escape the '('"));

    internal static CucumberExpressionException NestedOptional(string expression, Node node) => new(Pointing(
        expression, node.Start, node.End, "An optional may not contain an other optional.",
        @"If you did not mean to use an optional type you can use '\(' to escape the '('. " +
        "For more complicated expressions consider using a regular expression instead."));

    internal static CucumberExpressionException ParameterInOptional(string expression, Node node) => new(Pointing(
        expression, node.Start, node.End, "An optional may not contain a parameter type.",
        @"If you did not mean to use an parameter type you can use '\{' to escape the '{'"));

    internal static CucumberExpressionException TooSlow(string regex, string text, TimeSpan limit) => new(
        $"The regular expression '{regex}' could not be matched with the text '{text}' within {limit.TotalSeconds:0.#} s. "
        + "Repetitions inside of repetitions, such as (a+)+, make it try endlessly: write it without them.");

    private protected static string Pointing(string expression, int start, int end, string problem, string solution)
    {
        var pointer = new string(' ', start) + (end - start > 1 ? $"^{new string('-', end - start - 2)}^" : "^");
        return $"This Cucumber Expression has a problem at column {start + 1}:\n\n{expression}\n{pointer}\n{problem}\n{solution}";
    }
}

/// <summary>An expression names a parameter type that nobody registered.</summary>
public sealed class UndefinedParameterTypeException : CucumberExpressionException
{
    internal UndefinedParameterTypeException(string expression, Node node, string name)
        : base(Pointing(
            expression, node.Start, node.End, $"Undefined parameter type '{name}'.", $"Please register a ParameterType for '{name}'"))
    {
        Name = name;
        Expression = expression;
    }

    /// <summary>The parameter type's name.</summary>
    public string Name { get; }

    /// <summary>The whole expression.</summary>
    public string Expression { get; }
}
