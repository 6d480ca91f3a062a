using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Generating;

/// <summary>One line of a generator's standard output: a second, its end, or a fault of its own. Exactly one is there.</summary>
/// <param name="Second">A second of the run.</param>
/// <param name="End">What is told once; the last line.</param>
/// <param name="Fault">Why it could not go on; the last line.</param>
internal sealed record GeneratorLine(LoadSecond? Second, LoadEnd? End, string? Fault)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new HistogramConverter(), new OutcomesConverter() },
    };

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static GeneratorLine Read(string line)
    {
        var read = JsonSerializer.Deserialize<GeneratorLine>(line, Json);
        return read is { Second: not null } or { End: not null } or { Fault: not null }
            ? read
            : throw new JsonException("a generator's line has a second, an end or a fault");
    }

    private sealed class HistogramConverter : JsonConverter<LatencyHistogram>
    {
        public override LatencyHistogram Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            HistogramEncoding.Decode(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, LatencyHistogram value, JsonSerializerOptions options) =>
            writer.WriteStringValue(HistogramEncoding.Encode(value));
    }

    private sealed class OutcomesConverter : JsonConverter<OutcomeCounts>
    {
        public override OutcomeCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var counts = new OutcomeCounts();
            foreach (var (name, count) in JsonSerializer.Deserialize<Dictionary<string, long>>(ref reader, options) ?? [])
                counts.Add(Enum.Parse<Outcome>(name), count);
            return counts;
        }

        public override void Write(Utf8JsonWriter writer, OutcomeCounts value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var outcome in Enum.GetValues<Outcome>().Where(outcome => value[outcome] != 0))
                writer.WriteNumber(outcome.ToString(), value[outcome]);
            writer.WriteEndObject();
        }
    }
}
