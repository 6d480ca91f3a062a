namespace CertHarness.Gherkin.Expressions;

/// <summary>A part of a step's text that a parameter or a capture group matched.</summary>
/// <param name="Group">What was matched.</param>
/// <param name="ParameterType">Its type; null for a capture group of a regular expression that is no known type's.</param>
public sealed record Argument(MatchedGroup Group, ParameterType? ParameterType)
{
    /// <summary>The value that the parameter type makes of the text; the text itself where there is no type.</summary>
    /// <exception cref="FormatException">The text is no value of the type.</exception>
    /// <exception cref="OverflowException">The text is a number too large or too small for the type.</exception>
    public object? Value => ParameterType is null ? Group.Value : ParameterType.Transform(Group.Values);

    /// <summary>The name of the type as Cucumber Messages tells it; null where there is none or it is the anonymous one.</summary>
    internal string? TypeName => ParameterType is { Name.Length: > 0 } named ? named.Name : null;
}

/// <summary>What a capture group matched.</summary>
/// <param name="Value">The text; null where the group took no part in the match.</param>
/// <param name="Start">Where it starts in the step's text, in UTF-16 units; null where it took no part.</param>
/// <param name="Children">The groups inside.</param>
public sealed record MatchedGroup(string? Value, int? Start, IReadOnlyList<MatchedGroup> Children)
{
    /// <summary>The texts of the groups inside or, where there are none, of this one.</summary>
    public string?[] Values => Children.Count == 0 ? [Value] : [.. Children.Select(c => c.Value)];
}
