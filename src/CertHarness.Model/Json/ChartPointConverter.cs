using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Model.Measuring;

namespace CertHarness.Model.Json;

/// <summary>A point as a pair of numbers in one line: a chart has hundreds of them.</summary>
internal sealed class ChartPointConverter : JsonConverter<ChartPoint>
{
    public override ChartPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected a pair of numbers.");
        var point = new ChartPoint(Number(ref reader), Number(ref reader));
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? point : throw new JsonException("Expected a pair of numbers.");
    }

    public override void Write(Utf8JsonWriter writer, ChartPoint value, JsonSerializerOptions options) =>
        writer.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{Finite(value.X):R},{Finite(value.Y):R}]"));

    private static double Number(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Number
        ? reader.GetDouble()
        : throw new JsonException("Expected a pair of numbers.");

    private static double Finite(double value) =>
        double.IsFinite(value) ? value : throw new JsonException($"A chart's point is {value}; it has to be finite.");
}
