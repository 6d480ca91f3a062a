using System.Buffers;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>What a strict receiver makes of a packet.</summary>
internal enum Nature
{
    /// <summary>It is refused for its form.</summary>
    Malformed,

    /// <summary>It never becomes complete.</summary>
    Incomplete,

    /// <summary>It is well-formed, but this side may not send it, or not now.</summary>
    OutOfOrder,

    /// <summary>It is odd, but may be sent.</summary>
    Odd,
}

/// <summary>A packet of an attack.</summary>
/// <param name="Number">Its number in the attack, from 0; with the seed it gives the packet again.</param>
/// <param name="Version">The version of its connection.</param>
/// <param name="Packet">The packet that was spoiled, such as <c>CONNECT</c>.</param>
/// <param name="Field">The field that was spoiled, or null where it was the packet as a whole.</param>
/// <param name="Kind">How it was spoiled.</param>
/// <param name="What">What is wrong, in words.</param>
/// <param name="Introduction">The CONNECT that goes before it; empty where it is the first on its connection.</param>
/// <param name="Bytes">The packet.</param>
internal sealed record Malformation(
    int Number, MqttVersion Version, string Packet, string? Field, Spoiling Kind, string What, ReadOnlyMemory<byte> Introduction, ReadOnlyMemory<byte> Bytes)
{
    private const int MostShown = 64;

    /// <summary>All that is sent on the connection.</summary>
    public byte[] Wire => [.. Introduction.Span, .. Bytes.Span];

    /// <summary>What a strict receiver makes of it.</summary>
    public Nature Nature()
    {
        var decoder = new PacketDecoder(PacketReceiver.Server);
        var rest = new ReadOnlySequence<byte>(Wire);
        var packets = new List<MqttPacket>();
        try
        {
            while (decoder.TryDecode(ref rest, Version, out var packet))
                packets.Add(packet);
        }
        catch (MalformedPacketException)
        {
            return Malformed.Nature.Malformed;
        }

        return !rest.IsEmpty ? Malformed.Nature.Incomplete : IsInOrder(packets) ? Malformed.Nature.Odd : Malformed.Nature.OutOfOrder;
    }

    /// <summary>The packet in one line of evidence.</summary>
    public override string ToString()
    {
        var shown = Convert.ToHexString(Bytes.Span[..Math.Min(Bytes.Length, MostShown)]);
        var more = Bytes.Length > MostShown ? $"... ({Bytes.Length} bytes)" : "";
        return $"#{Number} MQTT {(Version == MqttVersion.V5 ? "5.0" : "3.1.1")}, {(Introduction.IsEmpty ? "first" : "after CONNECT")}: {What}: {shown}{more}";
    }

    private static bool IsInOrder(List<MqttPacket> packets) =>
        packets is [ConnectPacket, .. var others]
        && others.All(p => p is not (ConnectPacket or ConnAckPacket or SubAckPacket or UnsubAckPacket or PingRespPacket or AuthPacket))
        && others.SkipLast(1).All(p => p is not DisconnectPacket);
}
