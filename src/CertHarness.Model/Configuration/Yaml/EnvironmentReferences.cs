using System.Text.RegularExpressions;

namespace CertHarness.Model.Configuration.Yaml;

/// <summary>Replaces <c>${env:NAME}</c> in the scalars of a tree; keys stay as they are.</summary>
internal static partial class EnvironmentReferences
{
    [GeneratedRegex(@"\$\{env:(?<name>[^}]*)\}")]
    private static partial Regex Reference { get; }

    public static YamlValue Replace(YamlValue value, Func<string, string?> variables, Source source) => value switch
    {
        YamlText text when Reference.IsMatch(text.Text) =>
            Resolve(text, variables, source) ?? (YamlValue)new YamlFaulty(text.Line, text.Column),
        YamlList list => list with { Items = [.. list.Items.Select(i => Replace(i, variables, source))] },
        YamlMap map => map with
        {
            Entries = [.. map.Entries.Select(e => KeyValuePair.Create(e.Key, Replace(e.Value, variables, source)))],
        },
        _ => value,
    };

    private static YamlText? Resolve(YamlText text, Func<string, string?> variables, Source source)
    {
        var names = Reference.Matches(text.Text).Select(m => m.Groups["name"].Value).Distinct().ToList();
        foreach (var name in names.Where(n => variables(n) is null))
            source.Error(text, $"found a reference to the environment variable '{name}', which is not set", $"{name} to be set");
        if (names.Exists(n => variables(n) is null))
            return null;
        return text with
        {
            Text = Reference.Replace(text.Text, match => variables(match.Groups["name"].Value)!),
            Reference = text.Text,
            EnvironmentValues = [.. names.Select(n => variables(n)!)],
        };
    }
}
