using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Generating;

/// <summary>What goes between harness and generator. Generated: finding out about types at run time would cost a generator of a few
/// seconds a tenth of its CPU time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(HistogramConverter), typeof(OutcomesConverter)])]
[JsonSerializable(typeof(GeneratorOrder))]
[JsonSerializable(typeof(GeneratorLine))]
internal sealed partial class GeneratorJson : JsonSerializerContext;

/// <summary>A histogram as other tools have it.</summary>
internal sealed class HistogramConverter : JsonConverter<LatencyHistogram>
{
    public override LatencyHistogram Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return HistogramEncoding.Decode(reader.GetString() ?? "");
        }
        catch (InvalidDataException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, LatencyHistogram value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HistogramEncoding.Encode(value));
}

/// <summary>Counts by the outcomes' names; those of which there are none are left out.</summary>
internal sealed class OutcomesConverter : JsonConverter<OutcomeCounts>
{
    public override OutcomeCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var counts = new OutcomeCounts();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!Enum.TryParse<Outcome>(reader.GetString(), out var outcome))
                throw new JsonException($"there is no outcome {reader.GetString()}");
            reader.Read();
            counts.Add(outcome, reader.GetInt64());
        }

        return counts;
    }

    public override void Write(Utf8JsonWriter writer, OutcomeCounts value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            if (value[outcome] != 0)
                writer.WriteNumber(outcome.ToString(), value[outcome]);
        }

        writer.WriteEndObject();
    }
}
