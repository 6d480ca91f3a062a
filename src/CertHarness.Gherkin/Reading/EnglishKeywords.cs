namespace CertHarness.Gherkin.Reading;

/// <summary>The English keywords of Gherkin. A test holds them against those of the Gherkin package.</summary>
internal static class EnglishKeywords
{
    /// <summary>Keywords that a colon follows.</summary>
    public static readonly (string Keyword, LineKind Kind)[] Titles =
    [
        ("Feature", LineKind.Feature),
        ("Business Need", LineKind.Feature),
        ("Ability", LineKind.Feature),
        ("Rule", LineKind.Rule),
        ("Background", LineKind.Background),
        ("Example", LineKind.Scenario),
        ("Scenario", LineKind.Scenario),
        ("Scenario Outline", LineKind.Scenario),
        ("Scenario Template", LineKind.Scenario),
        ("Examples", LineKind.Examples),
        ("Scenarios", LineKind.Examples),
    ];

    /// <summary>Keywords of steps, with the blank that follows them.</summary>
    public static readonly string[] Steps = ["Given ", "When ", "Then ", "And ", "But ", "* "];

    /// <summary>The type of a step's keyword.</summary>
    public static Wire.StepKeywordType TypeOf(string keyword) => keyword[0] switch
    {
        'G' => Wire.StepKeywordType.CONTEXT,
        'W' => Wire.StepKeywordType.ACTION,
        'T' => Wire.StepKeywordType.OUTCOME,
        '*' => Wire.StepKeywordType.UNKNOWN,
        _ => Wire.StepKeywordType.CONJUNCTION,
    };

    /// <summary>Tells what a line is by how it begins.</summary>
    public static (LineKind Kind, string? Keyword) Classify(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return (LineKind.Empty, null);
        switch (line[0])
        {
            case '#':
                return (LineKind.Comment, null);
            case '@':
                return (LineKind.Tags, null);
            case '|':
                return (LineKind.Row, null);
            case '"' when line.StartsWith("\"\"\"", StringComparison.Ordinal):
                return (LineKind.DocString, "\"\"\"");
            case '`' when line.StartsWith("```", StringComparison.Ordinal):
                return (LineKind.DocString, "```");
        }

        foreach (var keyword in Steps)
        {
            if (line[0] == keyword[0] && line.StartsWith(keyword, StringComparison.Ordinal))
                return (LineKind.Step, keyword);
        }

        foreach (var (keyword, kind) in Titles)
        {
            if (line[0] == keyword[0] && line.Length > keyword.Length && line[keyword.Length] == ':' && line.StartsWith(keyword, StringComparison.Ordinal))
                return (kind, keyword);
        }

        return (LineKind.Other, null);
    }
}
