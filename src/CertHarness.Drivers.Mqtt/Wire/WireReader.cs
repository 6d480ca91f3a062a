using System.Buffers.Binary;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>Reads the data types of clause 1.5 from the body of one packet and says what is wrong with it.</summary>
internal sealed class WireReader(ReadOnlyMemory<byte> frame, int bodyStart, MqttVersion? version)
{
    private int _position = bodyStart;
    private int _end = frame.Length;

    /// <summary>The version; null until a CONNECT has told it.</summary>
    public MqttVersion? Version { get; set; } = version;

    public int Remaining => _end - _position;

    /// <summary>All bytes of the packet.</summary>
    public ReadOnlyMemory<byte> Frame => frame;

    private MqttVersion JudgedBy => Version ?? MqttVersion.V5;

    public byte Byte(string field) => Take(1, field).Span[0];

    public ushort UInt16(string field) => BinaryPrimitives.ReadUInt16BigEndian(Take(2, field).Span);

    public uint UInt32(string field) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, field).Span);

    public uint VariableByteInteger(string field)
    {
        uint value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = Byte(field);
            value |= (uint)(next & 0x7F) << shift;
            if (next >= 0x80)
                continue;
            if (next == 0 && shift > 0)
                throw Malformed(Clause.ShortestForm, $"{field} takes more bytes than it needs");
            return value;
        }

        throw Malformed(Clause.VariableByteInteger, $"{field} takes more than four bytes");
    }

    public ReadOnlyMemory<byte> Binary(string field) => Take(UInt16(field), field);

    public string Utf8String(string field)
    {
        var bytes = Binary(field).Span;
        if (!Utf8.IsWellFormed(bytes))
            throw Malformed(Clause.WellFormedUtf8, $"{field} is not well-formed UTF-8");
        if (bytes.Contains((byte)0))
            throw Malformed(Clause.NullCharacter, $"{field} contains U+0000");
        return Encoding.UTF8.GetString(bytes);
    }

    public ReadOnlyMemory<byte> Rest() => Take(Remaining, "payload");

    /// <summary>A packet identifier that must not be 0.</summary>
    public ushort PacketId() => UInt16("packet identifier") is > 0 and var id
        ? id
        : throw Wrong(Clause.PacketId, ReasonCode.ProtocolError, "packet identifier is 0");

    /// <summary>Reads something of a declared length, which has to fill it exactly.</summary>
    public T Within<T>(uint length, string field, Func<WireReader, T> read)
    {
        if (length > Remaining)
            throw Malformed(Clause.RemainingLength, $"{field} declares {length} bytes and {Remaining} are left");
        var outerEnd = _end;
        _end = _position + (int)length;
        var result = read(this);
        ExpectEnd(field);
        _end = outerEnd;
        return result;
    }

    public void ExpectEnd(string field)
    {
        if (Remaining > 0)
            throw Malformed(Clause.RemainingLength, $"{field} has {Remaining} bytes too many");
    }

    public MalformedPacketException Malformed(Clause clause, string problem) => Wrong(clause, ReasonCode.MalformedPacket, problem);

    public MalformedPacketException Wrong(Clause clause, ReasonCode reasonCode, string problem) =>
        new(clause.In(JudgedBy), reasonCode, problem, frame, Version);

    private ReadOnlyMemory<byte> Take(int count, string field)
    {
        if (count > Remaining)
            throw Malformed(Clause.RemainingLength, $"{field} needs {count} bytes and {Remaining} are left");
        var taken = frame.Slice(_position, count);
        _position += count;
        return taken;
    }
}
