using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CertHarness.Gherkin.Messages;

/// <summary>Bytes of JSON that grow at their end. It checks nothing: who writes knows where commas and braces belong.</summary>
internal sealed class JsonBuffer : IBufferWriter<byte>
{
    private const int FirstCapacity = 512 * 1024;
    private const int KeptCapacity = 2 * FirstCapacity;
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
        var length = Length;
        if (_bytes.Length - length < bytes.Length)
            Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(length));
        Length = length + bytes.Length;
    }

    public void Byte(char ascii)
    {
        if (_bytes.Length == Length)
            Reserve(1);
        _bytes[Length++] = (byte)ascii;
    }

    /// <summary>The name of a field, behind a comma where it is not the first.</summary>
    public void Name(ReadOnlySpan<byte> name, bool comma)
    {
        var bytes = GetSpan(name.Length + 4);
        var at = 0;
        if (comma)
            bytes[at++] = (byte)',';
        bytes[at++] = (byte)'"';
        name.CopyTo(bytes[at..]);
        at += name.Length;
        bytes[at++] = (byte)'"';
        bytes[at++] = (byte)':';
        Length += at;
    }

    /// <summary>A string in its quotes.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var bytes = GetSpan((2 * text.Length) + 2);
        bytes[0] = (byte)'"';
        var at = 1;
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not ('"' or '\\'))
            {
                bytes[at++] = (byte)c;
            }
            else if (ShortEscape(c) is var letter and not '\0')
            {
                bytes[at++] = (byte)'\\';
                bytes[at++] = (byte)letter;
            }
            else
            {
                RareText(text);
                return;
            }
        }

        bytes[at] = (byte)'"';
        Length += at + 1;
    }

    /// <summary>An id, which is a number in quotes.</summary>
    public void Id(long id)
    {
        Byte('"');
        Number(id);
        Byte('"');
    }

    public void Number(long value)
    {
        if (value < 0)
        {
            Byte('-');
            value = -value;
        }

        var digits = 1;
        for (var rest = (ulong)value / 10; rest > 0; rest /= 10)
            digits++;
        var bytes = GetSpan(LongestNumber);
        var left = (ulong)value;
        for (var i = digits - 1; i >= 0; i--)
        {
            var tenth = left / 10;
            bytes[i] = (byte)('0' + (left - (tenth * 10)));
            left = tenth;
        }

        Length += digits;
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
        if (_bytes.Length - Length < Math.Max(sizeHint, 1))
            Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    private static char ShortEscape(char c) => c switch
    {
        '"' => '"',
        '\\' => '\\',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => '\0',
    };

    private void RareText(ReadOnlySpan<char> text)
    {
        Byte('"');
        var encoded = MessageJson.Encoder.Encode(text.ToString());
        Length += Encoding.UTF8.GetBytes(encoded, GetSpan(Encoding.UTF8.GetMaxByteCount(encoded.Length)));
        Byte('"');
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            System.Array.Resize(ref _bytes, Math.Max(checked(Length + count), (int)Math.Min(2L * _bytes.Length, System.Array.MaxLength)));
    }
}
