using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>The flags of the fixed header (clause 2.1.3).</summary>
internal static class FixedHeader
{
    /// <summary>The flags that every packet of the type has; a PUBLISH has its own.</summary>
    public static byte FlagsOf(PacketType type) =>
        type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? (byte)0b0010 : (byte)0;

    public static byte FlagsOf(PublishPacket packet) =>
        (byte)((packet.Dup ? 0b1000 : 0) | (((int)packet.QoS & 0b11) << 1) | (packet.Retain ? 1 : 0));

    /// <summary>The statement that fixes the flags of the type.</summary>
    public static Clause ClauseOf(PacketType type) => type switch
    {
        PacketType.PubRel => Clause.PubRelFlags,
        PacketType.Subscribe => Clause.SubscribeFlags,
        PacketType.Unsubscribe => Clause.UnsubscribeFlags,
        PacketType.Disconnect => Clause.DisconnectFlags,
        PacketType.Auth => Clause.AuthFlags,
        _ => Clause.FixedHeaderFlags,
    };
}
