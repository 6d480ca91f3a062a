using System.Text.RegularExpressions;

namespace CertHarness.Gherkin.Expressions;

/// <summary>Tells cucumber expressions from regular expressions.</summary>
public static partial class ExpressionFactory
{
    /// <summary>Reads the expression of a step definition, of either kind.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="registry">The parameter types that it may name.</param>
    /// <exception cref="CucumberExpressionException">It is a cucumber expression and cannot be read.</exception>
    /// <exception cref="ArgumentException">It is a regular expression and cannot be read.</exception>
    public static IExpression Create(string expression, ParameterTypeRegistry registry) =>
        IsRegex(expression) ? new RegularExpression(expression, registry) : new CucumberExpression(expression, registry);

    /// <summary>
    /// Whether a text is meant as a regular expression: it starts with <c>^</c> or ends with <c>$</c> or, having no parameter in
    /// braces, holds what only regular expressions hold, such as <c>(.*)</c>, <c>\d+</c> or <c>\.</c>.
    /// </summary>
    /// <param name="expression">The text.</param>
    public static bool IsRegex(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (expression.StartsWith('^') || expression.EndsWith('$'))
            return true;
        return !Placeholder().IsMatch(expression) && OnlyInRegexes().IsMatch(expression);
    }

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.\*|\([^)]+[*+]\)|\\\.|\\d\+")]
    private static partial Regex OnlyInRegexes();
}
