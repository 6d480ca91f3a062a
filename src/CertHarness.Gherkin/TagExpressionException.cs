namespace CertHarness.Gherkin;

/// <summary>A tag expression cannot be read.</summary>
public sealed class TagExpressionException : Exception
{
    internal TagExpressionException(string expression, string problem)
        : base($"Tag expression \"{expression}\" could not be parsed because of syntax error: {problem}")
    {
    }
}
