namespace CertHarness.Gherkin.Binding;

/// <summary>The text between the triple quotes under a step.</summary>
/// <param name="Content">The text.</param>
/// <param name="MediaType">What stands after the opening quotes, such as <c>application/json</c>, or null.</param>
public sealed record DocString(string Content, string? MediaType)
{
    /// <summary>The text.</summary>
    public override string ToString() => Content;
}
