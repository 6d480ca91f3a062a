using System.Globalization;
using System.Text.Json.Nodes;
using CertHarness.Model.Configuration;
using CertHarness.Model.Configuration.Yaml;
using CertHarness.Testing;

namespace CertHarness.Model.Tests.Configuration;

/// <summary>Validates YAML against the published schemas, as an editor does.</summary>
internal static class Schema
{
    public static bool Accepts(string schemaFile, string yaml)
    {
        var json = File.ReadAllText(Repository.PathOf("profiles", "schemas", schemaFile));
        var bag = new DiagnosticBag();
        var tree = YamlTree.Read(yaml, new Source("f.yaml", bag));
        Assert.False(bag.HasErrors, string.Join('\n', bag.Diagnostics));
        return new SchemaValidator(JsonNode.Parse(json)!.AsObject()).Accepts(ToJson(tree!));
    }

    private static JsonNode? ToJson(YamlValue value) => value switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, ToJson(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlText { Kind: ScalarKind.Null } => null,
        YamlText { Kind: ScalarKind.Boolean } text => bool.Parse(text.Text),
        YamlText { Kind: ScalarKind.Integer } text => long.Parse(text.Text, CultureInfo.InvariantCulture),
        YamlText { Kind: ScalarKind.Number } text => double.Parse(text.Text, CultureInfo.InvariantCulture),
        YamlText text => text.Text,
        _ => throw new InvalidOperationException($"A tree without diagnostics holds {value}."),
    };
}
