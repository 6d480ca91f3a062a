namespace CertHarness.Gherkin.Reading;

/// <summary>What a line of a feature file can be, told by its beginning alone.</summary>
internal enum LineKind : byte
{
    Empty,
    Comment,
    Tags,
    Feature,
    Rule,
    Background,
    Scenario,
    Examples,
    Step,
    Row,
    DocString,
    Other,
}

/// <summary>A line of a feature file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Keyword">Its keyword; null where it has none.</param>
/// <param name="Begin">Where it begins in the text.</param>
/// <param name="Content">Where its first character stands that is no white space.</param>
/// <param name="End">Where it ends, without the line break.</param>
internal readonly record struct PlainLine(LineKind Kind, string? Keyword, int Begin, int Content, int End)
{
    /// <summary>The column of its first character, from 1.</summary>
    public int Column => Content - Begin + 1;

    /// <summary>The whole line.</summary>
    public string Whole(string text) => text[Begin..End];

    /// <summary>What follows the keyword, and the colon where there is one.</summary>
    public string Rest(string text)
    {
        var skipped = Keyword!.Length + (Kind == LineKind.Step ? 0 : 1);
        return text.AsSpan(Content + skipped, End - Content - skipped).Trim().ToString();
    }
}
