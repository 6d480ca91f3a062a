using System.Text.Json.Nodes;

namespace CertHarness.Gherkin.Tests.Compatibility;

/// <summary>
/// Takes out of messages what implementations may differ in: ids, times, places of code, the wording of snippets and stack traces,
/// and the order in which the glue code is announced.
/// </summary>
internal sealed class Normalizer
{
    private static readonly string[] Dropped = ["sourceReference", "timestamp", "duration", "stackTrace", "snippets"];
    private static readonly string[] Glue = ["stepDefinition", "hook", "parameterType", "undefinedParameterType"];
    private readonly Dictionary<string, string> _ids = [];

    public static (IReadOnlyList<string> Glue, IReadOnlyList<string> Story) Normalize(IEnumerable<string> lines)
    {
        var envelopes = lines.Select(l => JsonNode.Parse(l)!.AsObject()).Where(e => !e.ContainsKey("meta")).ToList();
        var glue = envelopes.Where(IsGlue).Select(e => new Normalizer().Clean(e, withIds: false)!.ToJsonString()).Order(StringComparer.Ordinal);
        var story = new Normalizer();
        return ([.. glue], [.. envelopes.Where(e => !IsGlue(e)).Select(e => story.Clean(e, withIds: true)!.ToJsonString())]);
    }

    private static bool IsGlue(JsonObject envelope) => Glue.Any(envelope.ContainsKey);

    private static bool IsId(string name) =>
        name is "id" or "astNodeIds" or "stepDefinitionIds" || (name.EndsWith("Id", StringComparison.Ordinal) && name != "workerId");

    /// <summary>Our hooks have no names, as Reqnroll's have none.</summary>
    private static bool IsHookName(string name, JsonObject fields) =>
        name == "name" && fields.ContainsKey("sourceReference") && !fields.ContainsKey("regularExpressions");

    private JsonNode? Clean(JsonNode? node, bool withIds)
    {
        switch (node)
        {
            case JsonObject fields:
                var clean = new JsonObject();
                foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    if (Dropped.Contains(name) || (!withIds && (IsId(name) || IsHookName(name, fields))))
                        continue;
                    // How a step says that it is pending or skipped, by returning or by throwing, is the implementation's.
                    if (name is "message" or "exception" && fields["status"]?.ToString() is "PENDING" or "SKIPPED")
                        continue;
                    if (name == "type" && fields.ContainsKey("stackTrace"))
                        continue;
                    clean[name] = IsId(name) ? Rename(value) : Clean(value, withIds);
                }

                return clean;
            case JsonArray items:
                return new JsonArray([.. items.Select(i => Clean(i, withIds))]);
            default:
                return node?.DeepClone();
        }
    }

    private JsonNode? Rename(JsonNode? id)
    {
        if (id is JsonArray many)
            return new JsonArray([.. many.Select(Rename)]);
        var known = id!.ToString();
        if (!_ids.TryGetValue(known, out var renamed))
            _ids.Add(known, renamed = $"#{_ids.Count}");
        return renamed;
    }
}
