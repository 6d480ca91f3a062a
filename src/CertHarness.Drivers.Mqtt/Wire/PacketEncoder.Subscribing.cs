using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

public static partial class PacketEncoder
{
    private static void WriteSubscribe(WireWriter writer, SubscribePacket packet, MqttVersion version)
    {
        writer.UInt16(packet.PacketId);
        WriteProperties(writer, packet.Properties, version);
        foreach (var subscription in packet.Subscriptions)
            writer.Utf8String(subscription.Filter).Byte(subscription.Options ?? OptionsOf(subscription));
    }

    private static byte OptionsOf(TopicSubscription subscription) => (byte)(
        ((int)subscription.QoS & 0b11)
        | (subscription.NoLocal ? SubscriptionOptions.NoLocal : 0)
        | (subscription.RetainAsPublished ? SubscriptionOptions.RetainAsPublished : 0)
        | (((int)subscription.RetainHandling & 0b11) << SubscriptionOptions.RetainHandlingShift));

    private static void WriteSubAck(WireWriter writer, SubAckPacket packet, MqttVersion version)
    {
        writer.UInt16(packet.PacketId);
        WriteProperties(writer, packet.Properties, version);
        foreach (var code in packet.ReasonCodes)
            writer.Byte((byte)code);
    }

    private static void WriteUnsubscribe(WireWriter writer, UnsubscribePacket packet, MqttVersion version)
    {
        writer.UInt16(packet.PacketId);
        WriteProperties(writer, packet.Properties, version);
        foreach (var filter in packet.Filters)
            writer.Utf8String(filter);
    }

    private static void WriteUnsubAck(WireWriter writer, UnsubAckPacket packet, MqttVersion version)
    {
        writer.UInt16(packet.PacketId);
        WriteProperties(writer, packet.Properties, version);
        foreach (var code in version == MqttVersion.V5 ? packet.ReasonCodes : [])
            writer.Byte((byte)code);
    }
}
