namespace CertHarness.Model.Configuration.Yaml;

/// <summary>A mapping with known keys. Whatever is missing or wrong in it is reported, and a placeholder stands in.</summary>
internal sealed class Section
{
    private readonly YamlMap _map;
    private readonly Source _source;
    private readonly string _name;
    private readonly HashSet<string> _suggested = [];

    private Section(YamlMap map, Source source, string name, string[] keys)
    {
        (_map, _source, _name) = (map, source, name);
        foreach (var (key, _) in map.Entries.Where(e => !keys.Contains(e.Key.Text)))
        {
            if (Suggestion.For(key.Text, keys) is { } near)
                _suggested.Add(near);
            var question = Suggestion.Question(key.Text, keys);
            source.Error(key, $"found the unknown key {key.Describe()}", $"one of {string.Join(", ", keys)}{question}");
        }
    }

    /// <summary>The section that a node is; null, and reported, where it is no mapping.</summary>
    public static Section? Of(YamlValue value, Source source, string name, params string[] keys)
    {
        if (value is YamlMap map)
            return new Section(map, source, name, keys);
        if (value is not YamlFaulty)
            source.Error(value, $"found {value.Describe()}", $"{name}, a mapping with {string.Join(", ", keys)}");
        return null;
    }

    public YamlValue? Find(string key) => _map.Find(key);

    /// <summary>Whether a key is missing because it is misspelled, which was reported already.</summary>
    public bool Misspells(string key) => _suggested.Contains(key);

    /// <summary>The node of a key that must be there.</summary>
    public YamlValue? Require(string key, string expected)
    {
        var value = Find(key);
        if (value is null && !Misspells(key))
            _source.Error(_map, $"found no '{key}' in {_name}", $"'{key}': {expected}");
        return value;
    }

    public T Required<T>(string key, Format<T> format) =>
        Require(key, format.Expected) is { } value ? format.Read(value, _source) : format.Placeholder;

    public T? Optional<T>(string key, Format<T> format)
        where T : class => Find(key) is { } value ? format.Read(value, _source) : null;

    public T Optional<T>(string key, Format<T> format, T otherwise) =>
        Find(key) is { } value ? format.Read(value, _source) : otherwise;

    public IReadOnlyList<YamlValue> List(string key, string expected)
    {
        var value = Require(key, expected);
        if (value is YamlList { Items.Count: > 0 } list)
            return list.Items;
        if (value is not (null or YamlFaulty))
            _source.Error(value, $"found {(value is YamlList ? "an empty list" : value.Describe())}", expected);
        return [];
    }

    public IReadOnlyList<KeyValuePair<YamlText, YamlValue>> OptionalMap(string key, string expected)
    {
        var value = Find(key);
        if (value is YamlMap map)
            return map.Entries;
        if (value is not (null or YamlFaulty))
            _source.Error(value, $"found {value.Describe()}", expected);
        return [];
    }

    public LocalizedText Localized(string key)
    {
        var text = Require(key, "a mapping with en and de") is { } value ? Of(value, _source, key, "en", "de") : null;
        return new LocalizedText(text?.Required("en", Formats.Text) ?? "", text?.Required("de", Formats.Text) ?? "");
    }
}
