using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CertHarness.Model.Configuration.Yaml;

/// <summary>
/// Reads a YAML file into a tree. It is built from the parser's events, not by the library's own loader, because that one stops
/// at the first duplicate key, follows aliases and descends without bound.
/// </summary>
internal sealed class YamlTree
{
    private const int MostCharacters = 1024 * 1024;
    private const int DeepestLevel = 32;

    private readonly Source _source;
    private readonly Stack<(NodeEvent Start, List<YamlValue> Items)> _open = new();
    private YamlValue? _root;
    private bool _broken;

    private YamlTree(Source source) => _source = source;

    /// <summary>The root of the one document in a file; null, and reported, where there is none.</summary>
    public static YamlValue? Read(string text, Source source)
    {
        if (text.Length > MostCharacters)
        {
            source.Error(1, 1, $"found a file of {text.Length} characters", $"at most {MostCharacters} characters");
            return null;
        }

        return new YamlTree(source).Read(new Parser(new StringReader(text)), text);
    }

    private static string Remedy(string text, YamlException error)
    {
        var lines = text.Split('\n').Skip((int)error.Start.Line - 1).Take((int)(error.End.Line - error.Start.Line) + 1);
        return lines.Any(line => line.TakeWhile(char.IsWhiteSpace).Contains('\t')) ? "spaces for indentation, no tabs" : "well-formed YAML";
    }

    private YamlValue? Read(Parser parser, string text)
    {
        var documents = 0;
        while (Next(parser, text) is { } now)
        {
            if (now is DocumentStart && ++documents > 1)
            {
                _source.Error(now.Start.Line, now.Start.Column, "found a second document", "one document in a file");
                return null;
            }

            if (now is NodeEvent and (MappingStart or SequenceStart) && _open.Count == DeepestLevel)
            {
                _source.Error(now.Start.Line, now.Start.Column, "found too deep a nesting", $"at most {DeepestLevel} levels");
                return null;
            }

            Take(now);
        }

        if (_broken)
            return null;
        if (_root is null or YamlText { Kind: ScalarKind.Null })
        {
            _source.Error(1, 1, "found an empty file", "a mapping");
            return null;
        }

        return _root;
    }

    /// <summary>The next event; null at the end of the file, and where the YAML is broken.</summary>
    private ParsingEvent? Next(Parser parser, string text)
    {
        try
        {
            return parser.MoveNext() ? parser.Current : null;
        }
        catch (YamlException e)
        {
            _broken = true;
            _source.Error(e.Start.Line, e.Start.Column, $"found broken YAML ({e.Message.TrimEnd('.')})", Remedy(text, e));
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            // On some broken input the parser stumbles over its own state; its position is the best hint there is.
            _broken = true;
            var at = parser.Current?.End ?? Mark.Empty;
            _source.Error(at.Line, at.Column, "found broken YAML near here", "well-formed YAML");
            return null;
        }
    }

    private void Take(ParsingEvent now)
    {
        var (line, column) = ((int)now.Start.Line, (int)now.Start.Column);
        if (now is NodeEvent { Anchor.IsEmpty: false } anchored)
            _source.Error(line, column, $"found the anchor '&{anchored.Anchor.Value}'", "a file without anchors and aliases");
        if (now is NodeEvent { Tag.IsEmpty: false } tagged)
            _source.Error(line, column, $"found the tag '{tagged.Tag}'", "a file without YAML tags");

        switch (now)
        {
            case MappingStart or SequenceStart:
                _open.Push(((NodeEvent)now, []));
                break;
            case MappingEnd or SequenceEnd:
                var (start, items) = _open.Pop();
                var (startLine, startColumn) = ((int)start.Start.Line, (int)start.Start.Column);
                Add(start is SequenceStart
                    ? new YamlList(items, startLine, startColumn)
                    : new YamlMap([.. Entries(items)], startLine, startColumn));
                break;
            case Scalar scalar:
                Add(new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, line, column));
                break;
            case AnchorAlias alias:
                _source.Error(line, column, $"found the alias '*{alias.Value}'", "a file without anchors and aliases");
                Add(new YamlFaulty(line, column));
                break;
            default:
                break; // The starts and ends of stream and document hold nothing.
        }
    }

    private void Add(YamlValue value)
    {
        if (_open.TryPeek(out var parent))
            parent.Items.Add(value);
        else
            _root = value;
    }

    private IEnumerable<KeyValuePair<YamlText, YamlValue>> Entries(List<YamlValue> keysAndValues)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pair in keysAndValues.Chunk(2))
        {
            if (pair.Length == 1)
            {
                // The parser leaves an empty value out where a flow mapping stands in odd places.
                _source.Error(pair[0], $"found {pair[0].Describe()} without a value", "key: value");
            }
            else if (pair[0] is not YamlText key)
            {
                if (pair[0] is not YamlFaulty)
                    _source.Error(pair[0], $"found {pair[0].Describe()} as a key", "a text");
            }
            else if (!seen.TryAdd(key.Text, key.Line))
            {
                _source.Error(key, $"found the key '{key.Text}' again", $"each key once; the first is in line {seen[key.Text]}");
            }
            else
            {
                yield return new(key, pair[1]);
            }
        }
    }
}
