using System.Buffers;
using System.Buffers.Binary;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>
/// Writes the data types of clause 1.5 one after the other, right or wrong: what packets are made of, and the tool for making
/// malformed ones by hand. Every method returns the writer itself.
/// </summary>
public sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>A copy of what was written so far.</summary>
    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    /// <summary>Writes one byte.</summary>
    /// <param name="value">The byte.</param>
    public WireWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    /// <summary>Writes a Two Byte Integer.</summary>
    /// <param name="value">The value.</param>
    public WireWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
        return this;
    }

    /// <summary>Writes a Four Byte Integer.</summary>
    /// <param name="value">The value.</param>
    public WireWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    /// <summary>Writes a Variable Byte Integer.</summary>
    /// <param name="value">The value; above 268,435,455 it takes more bytes than the standard allows.</param>
    /// <param name="atLeastBytes">More than the value needs makes an over-long form.</param>
    public WireWriter VariableByteInteger(uint value, int atLeastBytes = 1)
    {
        for (var written = 1; ; written++)
        {
            var goesOn = value > 0x7F || written < atLeastBytes;
            Byte((byte)((value & 0x7F) | (goesOn ? 0x80u : 0)));
            if (!goesOn)
                return this;
            value >>= 7;
        }
    }

    /// <summary>Writes a UTF-8 Encoded String. An unpaired surrogate becomes the three bytes that the standard forbids.</summary>
    /// <param name="text">The text; of more than 65,535 bytes only so many are written.</param>
    public WireWriter Utf8String(string text) => Utf8String(Utf8.Encode(text));

    /// <summary>Writes a UTF-8 Encoded String of bytes that need not be UTF-8.</summary>
    /// <param name="bytes">The bytes; only the first 65,535 are written.</param>
    public WireWriter Utf8String(ReadOnlySpan<byte> bytes) => Binary(bytes);

    /// <summary>Writes Binary Data.</summary>
    /// <param name="bytes">The bytes; only the first 65,535 are written.</param>
    public WireWriter Binary(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ushort.MaxValue)
            bytes = bytes[..ushort.MaxValue];
        return UInt16((ushort)bytes.Length).Raw(bytes);
    }

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    public WireWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    /// <summary>Writes a property of a number type.</summary>
    /// <param name="id">The identifier, which decides between one, two, four and a variable number of bytes; one if it is unknown.</param>
    /// <param name="value">The value; bits that do not fit are cut off.</param>
    public WireWriter Property(PropertyId id, uint value)
    {
        Byte((byte)id);
        return PropertyTable.TypeOf(id) switch
        {
            PropertyType.UInt16 => UInt16((ushort)value),
            PropertyType.UInt32 => UInt32(value),
            PropertyType.VariableByteInteger => VariableByteInteger(value),
            _ => Byte((byte)value),
        };
    }

    /// <summary>Writes a property of type UTF-8 Encoded String.</summary>
    /// <param name="id">The identifier.</param>
    /// <param name="text">The value.</param>
    public WireWriter Property(PropertyId id, string text) => Byte((byte)id).Utf8String(text);

    /// <summary>Writes a property of type Binary Data, or a string of bytes that need not be UTF-8.</summary>
    /// <param name="id">The identifier.</param>
    /// <param name="bytes">The value.</param>
    public WireWriter Property(PropertyId id, ReadOnlySpan<byte> bytes) => Byte((byte)id).Binary(bytes);

    /// <summary>Writes a User Property.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public WireWriter UserProperty(string name, string value) => Byte((byte)PropertyId.UserProperty).Utf8String(name).Utf8String(value);

    /// <summary>Writes a Property Length and the properties.</summary>
    /// <param name="write">Writes the properties.</param>
    /// <param name="declaredLength">The length to declare instead of the right one, or null.</param>
    public WireWriter PropertyBlock(Action<WireWriter> write, uint? declaredLength = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        var inner = new WireWriter();
        write(inner);
        return VariableByteInteger(declaredLength ?? (uint)inner.Written.Length).Raw(inner.Written.Span);
    }
}
