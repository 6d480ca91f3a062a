using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace CertHarness.Gherkin.Messages;

/// <summary>Bytes of JSON that grow at their end. It checks nothing: who writes knows where commas and braces belong.</summary>
internal sealed class JsonBuffer : IBufferWriter<byte>
{
    private const int FirstCapacity = 64 * 1024;
    private const int KeptCapacity = 1 << 20;
    private const int LongestNumber = 20;

    private byte[] _bytes = new byte[FirstCapacity];
    private Utf8JsonWriter? _general;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear()
    {
        Length = 0;
        // One large attachment should not cost its memory for the rest of the run.
        if (_bytes.Length > KeptCapacity)
            _bytes = new byte[FirstCapacity];
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    public void Byte(char ascii)
    {
        GetSpan(1)[0] = (byte)ascii;
        Length++;
    }

    /// <summary>A string in its quotes.</summary>
    public void Text(string text)
    {
        var bytes = GetSpan(text.Length + 2);
        bytes[0] = (byte)'"';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '~' or '"' or '\\')
            {
                EscapedText(text);
                return;
            }

            bytes[i + 1] = (byte)c;
        }

        bytes[text.Length + 1] = (byte)'"';
        Length += text.Length + 2;
    }

    /// <summary>An id, which is a number in quotes.</summary>
    public void Id(long id)
    {
        var bytes = GetSpan(LongestNumber + 2);
        bytes[0] = (byte)'"';
        Utf8Formatter.TryFormat(id, bytes[1..], out var written);
        bytes[written + 1] = (byte)'"';
        Length += written + 2;
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(LongestNumber), out var written);
        Length += written;
    }

    public void Array<T>(List<T> items, Action<JsonBuffer, T> write)
    {
        Byte('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                Byte(',');
            write(this, items[i]);
        }

        Byte(']');
    }

    /// <summary>A value as the general serializer writes it.</summary>
    public void General<T>(T value)
    {
        _general ??= new Utf8JsonWriter(this, new JsonWriterOptions { Encoder = MessageJson.Encoder, SkipValidation = true });
        _general.Reset();
        JsonSerializer.Serialize(_general, value, MessageJson.Options);
        _general.Flush();
    }

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    private void EscapedText(string text)
    {
        Byte('"');
        text = MessageJson.Encoder.Encode(text);
        Length += Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        Byte('"');
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            System.Array.Resize(ref _bytes, Math.Max(checked(Length + count), (int)Math.Min(2L * _bytes.Length, System.Array.MaxLength)));
    }
}
