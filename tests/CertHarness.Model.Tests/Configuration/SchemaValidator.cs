using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CertHarness.Model.Tests.Configuration;

/// <summary>
/// As much of JSON Schema 2020-12 as the schemas here use; a keyword beyond that is an error, so that none is passed over.
/// </summary>
internal sealed class SchemaValidator(JsonObject root)
{
    public bool Accepts(JsonNode? value) => Accepts(root, value);

    private bool Accepts(JsonObject schema, JsonNode? value) => schema.All(k => Accepts(schema, k.Key, k.Value!, value));

    private bool Accepts(JsonObject schema, string keyword, JsonNode wanted, JsonNode? value) => (keyword, value) switch
    {
        ("$schema" or "$id" or "$defs" or "title" or "description", _) => true,
        ("$ref", _) => Accepts(Definition(wanted.GetValue<string>()), value),
        ("anyOf", _) => wanted.AsArray().Any(s => Accepts(s!.AsObject(), value)),
        ("type", _) => Words(wanted).Any(type => Is(type, value)),
        ("enum", _) => wanted.AsArray().Any(w => JsonNode.DeepEquals(w, value)),
        ("pattern", JsonValue v) => v.GetValueKind() != JsonValueKind.String || Regex.IsMatch(v.GetValue<string>(), wanted.GetValue<string>()),
        ("minimum", JsonValue v) => v.GetValueKind() != JsonValueKind.Number || Number(v) >= Number(wanted),
        ("maximum", JsonValue v) => v.GetValueKind() != JsonValueKind.Number || Number(v) <= Number(wanted),
        ("minItems", JsonArray a) => a.Count >= Number(wanted),
        ("uniqueItems", JsonArray a) => a.Select(i => i?.ToJsonString()).Distinct().Count() == a.Count,
        ("items", JsonArray a) => a.All(i => Accepts(wanted.AsObject(), i)),
        ("required", JsonObject o) => Words(wanted).All(o.ContainsKey),
        ("minProperties", JsonObject o) => o.Count >= Number(wanted),
        ("maxProperties", JsonObject o) => o.Count <= Number(wanted),
        ("properties", JsonObject o) => o.All(p => wanted[p.Key] is not JsonObject s || Accepts(s, p.Value)),
        ("propertyNames", JsonObject o) => o.All(p => Accepts(wanted.AsObject(), p.Key)),
        ("additionalProperties", JsonObject o) => o
            .Where(p => schema["properties"]?[p.Key] is null)
            .All(p => wanted is JsonObject s && Accepts(s, p.Value)),
        ("pattern" or "minimum" or "maximum" or "minItems" or "uniqueItems" or "items" or "required" or "minProperties"
            or "maxProperties" or "properties" or "propertyNames" or "additionalProperties", _) => true, // For values of another type.
        _ => throw new NotSupportedException($"The tests do not know the keyword '{keyword}'."),
    };

    private JsonObject Definition(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)root, (node, name) => node[name]!).AsObject();

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(Number(value!)),
        _ => false,
    };

    private static double Number(JsonNode value) => JsonSerializer.Deserialize<double>(value);

    private static IEnumerable<string> Words(JsonNode words) =>
        words is JsonArray many ? many.Select(w => w!.GetValue<string>()) : [words.GetValue<string>()];
}
