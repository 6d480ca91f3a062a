using System.Text.Json;
using System.Text.Json.Serialization;

namespace CertHarness.Model.Json;

/// <summary>A duration as a number of seconds, exact to the tick of 100 ns.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    private const decimal Smallest = (decimal)long.MinValue / TimeSpan.TicksPerSecond;
    private const decimal Largest = (decimal)long.MaxValue / TimeSpan.TicksPerSecond;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var seconds)
            && seconds >= Smallest && seconds <= Largest
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new JsonException("Expected a number of seconds.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
