using System.Buffers;
using System.Text.Json;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Messages;

/// <summary>Writes messages as newline-delimited JSON, each handed to the operating system before the next one is taken.</summary>
public sealed class NdjsonWriter : IMessageSink, IDisposable
{
    private const int KeptCapacity = 1 << 20;
    private readonly Stream _stream;
    private ArrayBufferWriter<byte> _line = new(4096);
    private Utf8JsonWriter _json;

    /// <summary>Creates a writer.</summary>
    /// <param name="stream">Where to write; disposed of with the writer.</param>
    public NdjsonWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _json = NewWriter();
    }

    /// <summary>Opens a file to write behind what it holds already; creates it where there is none.</summary>
    /// <param name="path">The file.</param>
    public static NdjsonWriter Append(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));

    /// <summary>Writes a message as one line.</summary>
    /// <param name="e">The message.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(Wire.Envelope e)
    {
        ArgumentNullException.ThrowIfNull(e);
        _line.ResetWrittenCount();
        _json.Reset();
        if (!StoryJson.TryWrite(_json, e))
            JsonSerializer.Serialize(_json, e, MessageJson.Options);
        _line.Write("\n"u8);
        _stream.Write(_line.WrittenSpan);
        _stream.Flush();
        if (_line.Capacity > KeptCapacity)
        {
            // One large attachment should not cost its memory for the rest of the run.
            _line = new ArrayBufferWriter<byte>(4096);
            _json.Dispose();
            _json = NewWriter();
        }
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    private Utf8JsonWriter NewWriter() =>
        new(_line, new JsonWriterOptions { Encoder = MessageJson.Options.Encoder, SkipValidation = true });
}
