using System.ComponentModel;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CertHarness.Gherkin.Messages;

/// <summary>Cucumber Messages as JSON: names in camel case, what is null left out, enumerations in the words of the schema.</summary>
internal static class MessageJson
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = Encoder,
        Converters = { new WordConverterFactory() },
    };

    private sealed class WordConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(WordConverter<>).MakeGenericType(typeToConvert))!;
    }

    /// <summary>The schema's word for each value stands in its description attribute.</summary>
    private sealed class WordConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, JsonEncodedText> Words = Enum.GetValues<T>().ToDictionary(
            v => v,
            v => JsonEncodedText.Encode(
                typeof(T).GetField(v.ToString())!.GetCustomAttribute<DescriptionAttribute>()!.Description,
                Encoder));

        private static readonly Dictionary<string, T> Values = Words.ToDictionary(w => w.Value.ToString(), w => w.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } word && Values.TryGetValue(word, out var value)
                ? value
                : throw new JsonException($"Expected one of {string.Join(", ", Values.Keys)}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words[value]);
    }
}
