using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CertHarness.Cli.Output;

/// <summary>The one line that a command prints for machines.</summary>
internal static class JsonLine
{
    /// <summary>An object in one line.</summary>
    /// <param name="write">Writes its members.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
