using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CertHarness.Model.Json;

/// <summary>An enumeration in the spelling that YAML files use as well.</summary>
internal sealed class SpellingConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Spelling.TryParse<T>(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"Expected one of {string.Join(", ", Spelling.All<T>())}.");

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Spelling.TryParse<T>(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"Expected one of {string.Join(", ", Spelling.All<T>())}.");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Spelling.Of(value));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Spelling.Of(value));
}
