namespace CertHarness.Gherkin.Expressions;

/// <summary>A part of a step's text that a parameter or a capture group matched.</summary>
public sealed class Argument
{
    private static readonly MatchedGroup NoGroup = new(null, null, []);
    private static readonly MatchedGroup NoQuotes = new(null, null, [NoGroup]);
    private MatchedGroup? _group;

    /// <summary>Creates an argument.</summary>
    /// <param name="group">What was matched.</param>
    /// <param name="parameterType">Its type; null for a capture group of a regular expression that is no known type's.</param>
    public Argument(MatchedGroup group, ParameterType? parameterType)
    {
        ArgumentNullException.ThrowIfNull(group);
        _group = group;
        Whole = group.Value;
        Start = group.Start ?? 0;
        ParameterType = parameterType;
    }

    /// <summary>An argument found without a regular expression; its groups are made where somebody asks for them.</summary>
    internal Argument(string whole, int start, ParameterType parameterType)
    {
        Whole = whole;
        Start = start;
        ParameterType = parameterType;
    }

    /// <summary>What was matched.</summary>
    public MatchedGroup Group => _group ??= Scanned();

    /// <summary>Its type; null for a capture group of a regular expression that is no known type's.</summary>
    public ParameterType? ParameterType { get; }

    /// <summary>The value that the parameter type makes of the text; the text itself where there is no type.</summary>
    /// <exception cref="FormatException">The text is no value of the type.</exception>
    /// <exception cref="OverflowException">The text is a number too large or too small for the type.</exception>
    public object? Value => ParameterType is null ? Group.Value : ParameterType.Transform(Group.Values);

    /// <summary>The name of the type as Cucumber Messages tells it; null where there is none or it is the anonymous one.</summary>
    internal string? TypeName => ParameterType is { Name.Length: > 0 } named ? named.Name : null;

    /// <summary>Whether it was found without a regular expression: a number, a word, or a string without escapes.</summary>
    internal bool IsScanned => _group is null;

    /// <summary>All of what was matched, a string with its quotes; null where the group took no part in the match.</summary>
    internal string? Whole { get; }

    internal int Start { get; }

    /// <summary>What was matched, without quotes where the type is a string.</summary>
    internal string? Text
    {
        get
        {
            if (ParameterType?.Name != "string" || Whole is null)
                return Whole;
            return IsScanned ? Whole[1..^1] : (string)Value!;
        }
    }

    private MatchedGroup Scanned()
    {
        if (ParameterType!.Name != "string")
            return new MatchedGroup(Whole, Start, []);
        var content = new MatchedGroup(Whole![1..^1], Start + 1, [NoGroup]);
        return new MatchedGroup(Whole, Start, Whole[0] == '"' ? [content, NoQuotes] : [NoQuotes, content]);
    }
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
