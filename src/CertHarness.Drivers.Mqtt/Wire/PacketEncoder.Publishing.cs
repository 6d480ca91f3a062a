using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

public static partial class PacketEncoder
{
    private static void WritePublish(WireWriter writer, PublishPacket packet, MqttVersion version)
    {
        writer.Utf8String(packet.Topic);
        if (packet.QoS != QualityOfService.AtMostOnce)
            writer.UInt16(packet.PacketId);
        WriteProperties(writer, packet.Properties, version);
        writer.Raw(packet.Payload.Span);
    }

    /// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP, in the shortest form that MQTT 5.0 has.</summary>
    private static void WriteAcknowledgement(
        WireWriter writer, ushort packetId, ReasonCode reasonCode, Properties properties, MqttVersion version)
    {
        writer.UInt16(packetId);
        if (version != MqttVersion.V5)
            return;
        var block = PropertyBytes(properties);
        if (reasonCode != ReasonCode.Success || block.Length > 0)
            writer.Byte((byte)reasonCode);
        if (block.Length > 0)
            writer.VariableByteInteger((uint)block.Length).Raw(block.Span);
    }
}
