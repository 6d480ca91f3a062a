using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>Turns bytes into packets as a strict receiver does: what the standard forbids to send is not accepted.</summary>
/// <param name="receiver">Which side receives; some rules hold for one side only.</param>
/// <param name="maximumPacketSize">
/// The most bytes that a packet may have, fixed header included; at least 2. A longer one is refused as soon as its header is there,
/// so no more than that is ever held.
/// </param>
public sealed partial class PacketDecoder(PacketReceiver receiver, int maximumPacketSize = PacketDecoder.LargestPacket)
{
    /// <summary>The size of the largest packet that the protocol knows: five bytes of header and 268,435,455 of content.</summary>
    public const int LargestPacket = 5 + 268_435_455;

    private const int MostLengthBytes = 4;

    /// <summary>Decodes the packet at the start of a buffer.</summary>
    /// <param name="buffer">The bytes received; on success the packet is cut off from its start, otherwise it stays as it is.</param>
    /// <param name="version">The version that the connection speaks; a CONNECT goes by its own protocol level.</param>
    /// <param name="packet">The packet, whose payloads are copies of the bytes received, or null.</param>
    /// <returns>False where the packet is not complete yet.</returns>
    /// <exception cref="UnsupportedProtocolException">A CONNECT for another protocol or level.</exception>
    /// <exception cref="MalformedPacketException">The bytes are not a packet that may be sent.</exception>
    public bool TryDecode(ref ReadOnlySequence<byte> buffer, MqttVersion version, [NotNullWhen(true)] out MqttPacket? packet)
    {
        packet = null;
        if (!TryReadHeader(buffer, version, out var header))
            return false;
        if (header.PacketLength > maximumPacketSize)
            throw HeaderProblem(
                buffer, version, Clause.PacketSize, ReasonCode.PacketTooLarge, $"a packet of {header.PacketLength} bytes, {maximumPacketSize} are accepted");
        if (buffer.Length < header.PacketLength)
            return false;
        packet = DecodeFrame(buffer.Slice(0, header.PacketLength).ToArray(), header, version);
        buffer = buffer.Slice(header.PacketLength);
        return true;
    }

    /// <summary>Decodes a packet that is there as a whole.</summary>
    /// <param name="bytes">The packet and nothing else.</param>
    /// <param name="version">The version that the connection speaks.</param>
    /// <exception cref="MalformedPacketException">The bytes are not one packet that may be sent.</exception>
    public MqttPacket Decode(ReadOnlyMemory<byte> bytes, MqttVersion version)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        if (TryDecode(ref buffer, version, out var packet) && buffer.IsEmpty)
            return packet;
        throw HeaderProblem(
            new(bytes), version, Clause.RemainingLength, ReasonCode.MalformedPacket, packet is null ? "the packet is not complete" : "bytes follow the packet");
    }

    private static bool TryReadHeader(in ReadOnlySequence<byte> buffer, MqttVersion version, out Header header)
    {
        header = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var first))
            return false;
        long length = 0;
        for (var count = 1; count <= MostLengthBytes; count++)
        {
            if (!reader.TryRead(out var next))
                return false;
            length |= (long)(next & 0x7F) << (7 * (count - 1));
            if (next < 0x80)
            {
                header = new(first, 1 + count, 1 + count + length, OverLong: next == 0 && count > 1);
                return true;
            }
        }

        throw HeaderProblem(buffer, version, Clause.RemainingLength, ReasonCode.MalformedPacket, "Remaining Length takes more than four bytes");
    }

    private static MalformedPacketException HeaderProblem(
        in ReadOnlySequence<byte> buffer, MqttVersion version, Clause clause, ReasonCode reasonCode, string problem)
    {
        var isConnect = !buffer.IsEmpty && buffer.FirstSpan[0] >> 4 == (int)PacketType.Connect;
        var raw = buffer.Slice(0, Math.Min(buffer.Length, 1 + MostLengthBytes)).ToArray();
        return new(clause.In(version), reasonCode, problem, raw, isConnect ? null : version);
    }

    private MqttPacket DecodeFrame(byte[] frame, Header header, MqttVersion version)
    {
        var type = (PacketType)(header.FirstByte >> 4);
        var reader = new WireReader(frame, header.BodyStart, type == PacketType.Connect ? null : version);
        if (header.OverLong && version == MqttVersion.V5 && type != PacketType.Connect)
            throw reader.Malformed(Clause.ShortestForm, "Remaining Length takes more bytes than it needs");
        if (type == PacketType.Reserved || (type == PacketType.Auth && version == MqttVersion.V311))
            throw reader.Malformed(Clause.PacketTypes, $"packet type {(int)type} is not one of the version");
        if (type != PacketType.Publish && (header.FirstByte & 0x0F) != FixedHeader.FlagsOf(type))
            throw reader.Malformed(FixedHeader.ClauseOf(type), $"the flags of the fixed header are 0x{header.FirstByte & 0x0F:X}");

        MqttPacket packet = type switch
        {
            PacketType.Connect => ReadConnect(reader, header.OverLong),
            PacketType.ConnAck => ReadConnAck(reader),
            PacketType.Publish => ReadPublish(reader, header.FirstByte, receiver),
            PacketType.PubAck => ReadPubAck(reader),
            PacketType.PubRec => ReadPubRec(reader),
            PacketType.PubRel => ReadPubRel(reader),
            PacketType.PubComp => ReadPubComp(reader),
            PacketType.Subscribe => ReadSubscribe(reader),
            PacketType.SubAck => ReadSubAck(reader),
            PacketType.Unsubscribe => ReadUnsubscribe(reader),
            PacketType.UnsubAck => ReadUnsubAck(reader),
            PacketType.PingReq => new PingReqPacket(),
            PacketType.PingResp => new PingRespPacket(),
            PacketType.Disconnect => ReadDisconnect(reader, receiver),
            _ => ReadAuth(reader),
        };
        reader.ExpectEnd("the packet");
        return packet;
    }

    private static ReasonCode ReasonCodeOf(WireReader reader, PacketType type, Clause clause)
    {
        var code = (ReasonCode)reader.Byte("reason code");
        return code.IsAllowed(type)
            ? code
            : throw reader.Wrong(clause, ReasonCode.ProtocolError, $"0x{(byte)code:X2} is not a reason code of this packet");
    }

    private readonly record struct Header(byte FirstByte, int BodyStart, long PacketLength, bool OverLong);
}
