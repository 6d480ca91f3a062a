namespace CertHarness.Model.Configuration.Yaml;

/// <summary>A node of a YAML file, with the place where it stands.</summary>
internal abstract record YamlValue(int Line, int Column)
{
    /// <summary>The node in a message after "found".</summary>
    public abstract string Describe();

    /// <summary>All scalars in it.</summary>
    public virtual IEnumerable<YamlText> Texts() => [];
}

/// <summary>A node that was reported already; whoever meets it keeps silent.</summary>
internal sealed record YamlFaulty(int Line, int Column) : YamlValue(Line, Column)
{
    public override string Describe() => "something unreadable";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(IReadOnlyList<YamlValue> Items, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Describe() => "a list";

    public override IEnumerable<YamlText> Texts() => Items.SelectMany(i => i.Texts());
}

/// <summary>A mapping whose keys are scalars, each once.</summary>
internal sealed record YamlMap(IReadOnlyList<KeyValuePair<YamlText, YamlValue>> Entries, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Describe() => "a mapping";

    public override IEnumerable<YamlText> Texts() => Entries.SelectMany(e => e.Value.Texts());

    public YamlValue? Find(string key) => Entries.FirstOrDefault(e => e.Key.Text == key).Value;
}
