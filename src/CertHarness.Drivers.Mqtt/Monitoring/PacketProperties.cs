using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>The properties of a packet of whatever type.</summary>
internal static class PacketProperties
{
    /// <summary>The properties, none where the type has none; those of a will are not among them.</summary>
    public static Properties AllProperties(this MqttPacket packet) => packet switch
    {
        ConnectPacket p => p.Properties,
        ConnAckPacket p => p.Properties,
        PublishPacket p => p.Properties,
        PubAckPacket p => p.Properties,
        PubRecPacket p => p.Properties,
        PubRelPacket p => p.Properties,
        PubCompPacket p => p.Properties,
        SubscribePacket p => p.Properties,
        SubAckPacket p => p.Properties,
        UnsubscribePacket p => p.Properties,
        UnsubAckPacket p => p.Properties,
        DisconnectPacket p => p.Properties,
        AuthPacket p => p.Properties,
        _ => Properties.None,
    };
}
