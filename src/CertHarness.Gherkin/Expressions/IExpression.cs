namespace CertHarness.Gherkin.Expressions;

/// <summary>What a step's text is matched against.</summary>
public interface IExpression
{
    /// <summary>The expression as written.</summary>
    string Source { get; }

    /// <summary>The regular expression that it comes to.</summary>
    string Regex { get; }

    /// <summary>How many arguments a match has.</summary>
    int ArgumentCount { get; }

    /// <summary>Matches a text.</summary>
    /// <param name="text">The step's text.</param>
    /// <exception cref="CucumberExpressionException">The expression backtracks so much that nobody can wait for the end.</exception>
    /// <returns>The arguments in order, or null where the text does not match.</returns>
    IReadOnlyList<Argument>? Match(string text);
}
