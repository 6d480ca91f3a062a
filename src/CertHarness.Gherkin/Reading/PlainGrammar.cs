namespace CertHarness.Gherkin.Reading;

/// <summary>
/// Decides whether the lines of a text are a plain feature, and counts the ids that it will have. It accepts only what the
/// Gherkin package would accept and read in the one obvious way.
/// </summary>
internal sealed class PlainGrammar(string text, PlainLine[] lines)
{
    private LineKind _section = LineKind.Empty;
    private bool _inRule;
    private bool _tagged;
    private bool _described;
    private bool _commented;
    private bool _docString;
    private int _steps;
    private int _rows;
    private int _cells;
    private int _background;
    private int _backgroundOfRule;
    private int _scenarioSteps;
    private int _bodyRows;
    private bool _outline;
    private bool _inScenario;

    /// <summary>How many ids syntax tree and pickles have, once accepted.</summary>
    public int Ids { get; private set; }

    public bool Accepts()
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Kind == LineKind.DocString)
            {
                if (!DocString(ref i))
                    return false;
            }
            else if (!Accepts(lines[i]))
            {
                return false;
            }
        }

        CountPickles();
        return _section != LineKind.Empty && !_tagged;
    }

    private bool Accepts(PlainLine line)
    {
        switch (line.Kind)
        {
            case LineKind.Empty:
                return true;
            case LineKind.Comment:
                _commented = true;
                return !_described && (_section != LineKind.Empty || !MayTellLanguage(line));
            case LineKind.Tags:
                _tagged = true;
                _described = false;
                return Tags(line);
            case LineKind.Feature:
                return _section == LineKind.Empty && Begin(LineKind.Feature);
            case LineKind.Rule:
                return BeginRule();
            case LineKind.Scenario:
                return BeginScenario();
            case LineKind.Examples:
                return BeginExamples();
            default:
                return !_tagged && AcceptsUntagged(line);
        }
    }

    private bool AcceptsUntagged(PlainLine line)
    {
        switch (line.Kind)
        {
            case LineKind.Background:
                Ids++;
                return _section is LineKind.Feature or LineKind.Rule && Begin(LineKind.Background);
            case LineKind.Step:
                return Step();
            case LineKind.Row:
                return Row(line);
            default:
                // Text is a description, and a comment before it changes which blank lines belong to it.
                var free = _section != LineKind.Empty && _steps == 0 && _rows == 0 && !_commented;
                _described = true;
                return free;
        }
    }

    private bool Begin(LineKind section)
    {
        _section = section;
        _tagged = _described = _commented = _docString = false;
        _steps = _rows = 0;
        return true;
    }

    private bool BeginRule()
    {
        if (_section == LineKind.Empty)
            return false;
        CountPickles();
        Ids++;
        _inRule = true;
        _backgroundOfRule = 0;
        return Begin(LineKind.Rule);
    }

    private bool BeginScenario()
    {
        if (_section == LineKind.Empty)
            return false;
        CountPickles();
        Ids++;
        _inScenario = true;
        return Begin(LineKind.Scenario);
    }

    private bool BeginExamples()
    {
        if (_section is not (LineKind.Scenario or LineKind.Examples))
            return false;
        Ids++;
        _outline = true;
        return Begin(LineKind.Examples);
    }

    private bool Step()
    {
        if (_section == LineKind.Background)
        {
            if (_inRule)
                _backgroundOfRule++;
            else
                _background++;
        }
        else if (_section == LineKind.Scenario)
        {
            _scenarioSteps++;
        }
        else
        {
            return false;
        }

        Ids++;
        _steps++;
        _rows = 0;
        _described = _docString = false;
        return true;
    }

    private bool Row(PlainLine line)
    {
        var row = text.AsSpan(line.Content, line.End - line.Content);
        if ((_section != LineKind.Examples && _steps == 0) || _docString || row.Contains('\\'))
            return false;
        var cells = row.Count('|') - 1;
        if (_rows > 0 && cells != _cells)
            return false;
        if (_section == LineKind.Examples && _rows > 0)
            _bodyRows++;
        _cells = cells;
        _described = false;
        _rows++;
        Ids++;
        return true;
    }

    private bool DocString(ref int at)
    {
        if (_tagged || _steps == 0 || _rows > 0 || _docString)
            return false;
        _docString = true;
        var quotes = lines[at].Keyword!;
        for (at++; at < lines.Length; at++)
        {
            var content = text.AsSpan(lines[at].Content, lines[at].End - lines[at].Content);
            if (content.StartsWith(quotes, StringComparison.Ordinal))
                return true;
            if (content.Contains('\\'))
                return false;
        }

        return false;
    }

    /// <summary>Tags that stand apart, each with a name.</summary>
    private bool Tags(PlainLine line)
    {
        var tags = text.AsSpan(line.Content, line.End - line.Content).TrimEnd(" \t");
        var previous = ' ';
        for (var i = 0; i < tags.Length; i++)
        {
            var c = tags[i];
            if (c is not (' ' or '\t') && char.IsWhiteSpace(c))
                return false;
            if (c == '#' || (c == '@') != (previous is ' ' or '\t' && c is not (' ' or '\t')))
                return false;
            if (c == '@')
            {
                Ids++;
                if (i + 1 == tags.Length || tags[i + 1] is ' ' or '\t')
                    return false;
            }

            previous = c;
        }

        return true;
    }

    private bool MayTellLanguage(PlainLine line) =>
        text.AsSpan(line.Content, line.End - line.Content).Contains("language", StringComparison.Ordinal);

    /// <summary>A pickle has an id, and one for each of its steps.</summary>
    private void CountPickles()
    {
        if (!_inScenario)
            return;
        var steps = _scenarioSteps == 0 ? 0 : _background + _backgroundOfRule + _scenarioSteps;
        Ids += (_outline ? _bodyRows : 1) * (1 + steps);
        _inScenario = _outline = false;
        _scenarioSteps = _bodyRows = 0;
    }
}
