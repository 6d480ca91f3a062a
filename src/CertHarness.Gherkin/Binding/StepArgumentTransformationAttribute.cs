namespace CertHarness.Gherkin.Binding;

/// <summary>
/// Marks a method that makes a step argument of its return type, out of text or out of a table. It serves every step method
/// that takes its return type; with a <see cref="Name"/> expressions can also name it in braces.
/// </summary>
/// <param name="regex">What the text looks like; its outermost capture groups are the method's arguments. Null for any text.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepArgumentTransformationAttribute(string? regex = null) : Attribute
{
    /// <summary>What the text looks like, or null.</summary>
    public string? Regex { get; } = regex;

    /// <summary>The name of the parameter type, without braces; null for none.</summary>
    public string? Name { get; set; }
}
