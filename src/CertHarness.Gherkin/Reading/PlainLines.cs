namespace CertHarness.Gherkin.Reading;

/// <summary>The lines of a feature that is plain: English, without errors and without Gherkin's rarer liberties.</summary>
/// <param name="Text">The feature's text.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Ids">How many ids its syntax tree and its pickles have.</param>
internal sealed record PlainLines(string Text, PlainLine[] Lines, int Ids)
{
    /// <summary>Reads the lines of a text; null where it is not plain, so that only the Gherkin package can tell what it means.</summary>
    public static PlainLines? Of(string text)
    {
        var lines = Split(text);
        if (lines is null)
            return null;
        var grammar = new PlainGrammar(text, lines);
        return grammar.Accepts() ? new PlainLines(text, lines, grammar.Ids) : null;
    }

    private static PlainLine[]? Split(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (c == '\n')
                count++;
        }

        var lines = new PlainLine[text.Length > 0 && text[^1] != '\n' ? count + 1 : count];
        var at = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var feed = text.IndexOf('\n', at);
            var next = feed < 0 ? text.Length : feed + 1;
            var end = feed < 0 ? text.Length : feed;
            if (feed > at && text[feed - 1] == '\r')
                end--;
            var line = text.AsSpan(at, end - at);
            if (line.Contains('\r'))
                return null;
            var content = 0;
            while (content < line.Length && char.IsWhiteSpace(line[content]))
                content++;
            var (kind, keyword) = EnglishKeywords.Classify(line[content..]);
            lines[i] = new PlainLine(kind, keyword, at, at + content, end);
            at = next;
        }

        return lines;
    }
}
