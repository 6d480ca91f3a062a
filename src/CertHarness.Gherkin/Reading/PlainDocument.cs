using System.Text;

namespace CertHarness.Gherkin.Reading;

/// <summary>Makes the syntax tree of a plain feature. Ids are given in the order in which the Gherkin package gives them.</summary>
internal sealed class PlainDocument(PlainLines plain, IncrementingIds ids)
{
    private readonly string _text = plain.Text;
    private readonly PlainLine[] _lines = plain.Lines;
    private readonly List<Wire.Comment> _comments = [];
    private int _at;

    public Wire.GherkinDocument Read(string uri)
    {
        var tagLines = TagLines();
        var line = Next(out var location);
        var description = Description();
        var children = new List<Wire.FeatureChild>();
        while (ChildAhead() is var kind and not LineKind.Empty)
        {
            if (kind == LineKind.Rule)
                children.Add(new Wire.FeatureChild(Rule(), null, null));
            else if (kind == LineKind.Background)
                children.Add(new Wire.FeatureChild(null, Background(), null));
            else
                children.Add(new Wire.FeatureChild(null, null, Scenario()));
        }

        var tags = Tags(tagLines);
        var feature = new Wire.Feature(location, tags, "en", line.Keyword, line.Rest(_text), description, children);
        return new Wire.GherkinDocument(uri, feature, _comments);
    }

    private Wire.Rule Rule()
    {
        var tagLines = TagLines();
        var line = Next(out var location);
        var description = Description();
        var children = new List<Wire.RuleChild>();
        while (ChildAhead() is var kind and not (LineKind.Empty or LineKind.Rule))
        {
            children.Add(kind == LineKind.Background
                ? new Wire.RuleChild(Background(), null)
                : new Wire.RuleChild(null, Scenario()));
        }

        var tags = Tags(tagLines);
        return new Wire.Rule(location, tags, line.Keyword, line.Rest(_text), description, children, ids.GetNewId());
    }

    private Wire.Background Background()
    {
        var line = Next(out var location);
        var description = Description();
        var steps = Steps();
        return new Wire.Background(location, line.Keyword, line.Rest(_text), description, steps, ids.GetNewId());
    }

    private Wire.Scenario Scenario()
    {
        var tagLines = TagLines();
        var line = Next(out var location);
        var description = Description();
        var steps = Steps();
        var examples = new List<Wire.Examples>();
        while (ChildAhead() == LineKind.Examples)
            examples.Add(Examples());
        var tags = Tags(tagLines);
        return new Wire.Scenario(location, tags, line.Keyword, line.Rest(_text), description, steps, examples, ids.GetNewId());
    }

    private Wire.Examples Examples()
    {
        var tagLines = TagLines();
        var line = Next(out var location);
        var description = Description();
        var rows = Rows();
        var header = rows.Count == 0 ? null : rows[0];
        if (header is not null)
            rows.RemoveAt(0);
        var tags = Tags(tagLines);
        return new Wire.Examples(location, tags, line.Keyword, line.Rest(_text), description, header, rows, ids.GetNewId());
    }

    private List<Wire.Step> Steps()
    {
        var steps = new List<Wire.Step>();
        while (Peek() == LineKind.Step)
        {
            var line = Next(out var location);
            var keyword = line.Keyword!;
            Wire.DocString? docString = null;
            Wire.DataTable? table = null;
            var argument = Peek();
            if (argument == LineKind.Row)
            {
                var rows = Rows();
                table = new Wire.DataTable(rows[0].Location, rows);
            }
            else if (argument == LineKind.DocString)
            {
                docString = DocString();
            }

            steps.Add(new Wire.Step(
                location, keyword, EnglishKeywords.TypeOf(keyword), line.Rest(_text), docString, table, ids.GetNewId()));
        }

        return steps;
    }

    private List<Wire.TableRow> Rows()
    {
        var rows = new List<Wire.TableRow>();
        while (Peek() == LineKind.Row)
        {
            var line = Next(out var location);
            var cells = new List<Wire.TableCell>();
            var begin = line.Content + 1;
            for (var pipe = Pipe(begin, line.End); pipe >= 0; pipe = Pipe(begin, line.End))
            {
                while (begin < pipe && IsBlank(_text[begin]))
                    begin++;
                var end = pipe;
                while (end > begin && IsBlank(_text[end - 1]))
                    end--;
                cells.Add(new Wire.TableCell(new Wire.Location(location.Line, begin - line.Begin + 1), _text[begin..end]));
                begin = pipe + 1;
            }

            rows.Add(new Wire.TableRow(location, cells, ids.GetNewId()));
        }

        return rows;
    }

    private int Pipe(int begin, int end) => begin < end ? _text.IndexOf('|', begin, end - begin) : -1;

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\u00a0';

    private Wire.DocString DocString()
    {
        var open = Next(out var location);
        var quotes = open.Keyword!;
        var type = _text.AsSpan(open.Content + quotes.Length, open.End - open.Content - quotes.Length).Trim();
        var indent = open.Content - open.Begin;
        var content = new StringBuilder();
        for (var first = _at; ; _at++)
        {
            var line = _lines[_at];
            if (_text.AsSpan(line.Content, line.End - line.Content).StartsWith(quotes, StringComparison.Ordinal))
                break;
            if (_at > first)
                content.Append(Environment.NewLine);
            content.Append(_text.AsSpan(Math.Min(line.Begin + indent, line.Content)..line.End));
        }

        _at++;
        return new Wire.DocString(location, type.IsEmpty ? null : type.ToString(), content.ToString(), quotes);
    }

    /// <summary>The lines of a description as they stand, without the blank ones around it.</summary>
    private string Description()
    {
        if (Peek() != LineKind.Other)
            return "";
        var first = _at;
        var last = _at;
        for (; _at < _lines.Length && _lines[_at].Kind is LineKind.Other or LineKind.Empty; _at++)
        {
            if (_lines[_at].Kind == LineKind.Other)
                last = _at;
        }

        return string.Join(Environment.NewLine, _lines[first..(last + 1)].Select(l => l.Whole(_text)));
    }

    private (int First, int Last) TagLines()
    {
        var first = _at;
        while (Peek() == LineKind.Tags)
            _at++;
        return (first, _at);
    }

    private List<Wire.Tag> Tags((int First, int Last) tagLines)
    {
        var tags = new List<Wire.Tag>();
        for (var i = tagLines.First; i < tagLines.Last; i++)
        {
            var line = _lines[i];
            if (line.Kind != LineKind.Tags)
                continue;
            for (var begin = line.Content; begin < line.End;)
            {
                var end = begin;
                while (end < line.End && !char.IsWhiteSpace(_text[end]))
                    end++;
                if (end > begin)
                    tags.Add(new Wire.Tag(new Wire.Location(i + 1, begin - line.Begin + 1), _text[begin..end], ids.GetNewId()));
                begin = end + 1;
            }
        }

        return tags;
    }

    /// <summary>What the next line is that is neither blank nor a comment; empty at the end.</summary>
    private LineKind Peek()
    {
        for (; _at < _lines.Length; _at++)
        {
            var line = _lines[_at];
            if (line.Kind == LineKind.Comment)
                _comments.Add(new Wire.Comment(new Wire.Location(_at + 1, 1), line.Whole(_text)));
            else if (line.Kind != LineKind.Empty)
                return line.Kind;
        }

        return LineKind.Empty;
    }

    /// <summary>What comes next, behind its tags.</summary>
    private LineKind ChildAhead()
    {
        if (Peek() is var kind and not LineKind.Tags)
            return kind;
        var at = _at;
        while (_lines[at].Kind is LineKind.Tags or LineKind.Empty or LineKind.Comment)
            at++;
        return _lines[at].Kind;
    }

    private PlainLine Next(out Wire.Location location)
    {
        Peek();
        var line = _lines[_at++];
        location = new Wire.Location(_at, line.Column);
        return line;
    }
}
