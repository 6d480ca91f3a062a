using System.Text.RegularExpressions;

namespace CertHarness.Model.Configuration.Yaml;

/// <summary>What a scalar is by the core schema of YAML 1.2.</summary>
internal enum ScalarKind
{
    Text,
    Integer,
    Number,
    Boolean,
    Null,
}

/// <summary>A scalar.</summary>
internal sealed partial record YamlText(string Text, bool Plain, int Line, int Column) : YamlValue(Line, Column)
{
    private const int LongestQuote = 60;

    /// <summary>The scalar before references to the environment were replaced, or null where it has none.</summary>
    public string? Reference { get; init; }

    /// <summary>The values that came from the environment.</summary>
    public IReadOnlyList<string> EnvironmentValues { get; init; } = [];

    /// <summary>What it is; a quoted one, and one out of the environment, is a text.</summary>
    public ScalarKind Kind => (Plain && Reference is null, Text) switch
    {
        (false, _) => ScalarKind.Text,
        (_, "" or "~" or "null" or "Null" or "NULL") => ScalarKind.Null,
        (_, "true" or "True" or "TRUE" or "false" or "False" or "FALSE") => ScalarKind.Boolean,
        _ when Integer.IsMatch(Text) => ScalarKind.Integer,
        _ when Number.IsMatch(Text) => ScalarKind.Number,
        _ => ScalarKind.Text,
    };

    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z")]
    private static partial Regex Integer { get; }

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex Number { get; }

    public override IEnumerable<YamlText> Texts() => [this];

    // A value out of the environment may be a secret, so only the reference is shown.
    public override string Describe() => Kind switch
    {
        ScalarKind.Null => "nothing",
        ScalarKind.Boolean => $"the truth value {Text}",
        ScalarKind.Integer or ScalarKind.Number => $"the number {Quote(Text)}",
        _ when Reference is not null => $"the value of '{Quote(Reference)}'",
        _ => $"'{Quote(Text)}'",
    };

    private static string Quote(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }
}
