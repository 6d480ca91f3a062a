using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

public sealed partial class PacketDecoder
{
    private static PublishPacket ReadPublish(WireReader reader, byte firstByte, PacketReceiver receiver)
    {
        var qos = (QualityOfService)((firstByte >> 1) & 0b11);
        var dup = (firstByte & 0b1000) != 0;
        if (qos == QualityOfService.Reserved)
            throw reader.Malformed(Clause.PublishQoS, "both QoS bits are set");
        if (dup && qos == QualityOfService.AtMostOnce)
            throw reader.Malformed(Clause.PublishDup, "DUP is set at QoS 0");
        var packet = new PublishPacket
        {
            QoS = qos,
            Dup = dup,
            Retain = (firstByte & 1) != 0,
            Topic = reader.Utf8String("topic name"),
            PacketId = qos == QualityOfService.AtMostOnce ? (ushort)0 : reader.PacketId(),
            Properties = reader.ReadProperties(PropertyCarriers.Publish),
            Payload = reader.Rest(),
        };
        if (receiver == PacketReceiver.Server && packet.Properties.SubscriptionIdentifiers.Count > 0)
            throw reader.Wrong(Clause.SubscriptionIdFromClient, ReasonCode.ProtocolError, "a client sent a Subscription Identifier in a PUBLISH");
        return packet;
    }

    private static PubAckPacket ReadPubAck(WireReader reader)
    {
        var (packetId, reasonCode, properties) = ReadAcknowledgement(reader, PacketType.PubAck, PropertyCarriers.PubAck, Clause.PubAckCode);
        return new() { PacketId = packetId, ReasonCode = reasonCode, Properties = properties };
    }

    private static PubRecPacket ReadPubRec(WireReader reader)
    {
        var (packetId, reasonCode, properties) = ReadAcknowledgement(reader, PacketType.PubRec, PropertyCarriers.PubRec, Clause.PubRecCode);
        return new() { PacketId = packetId, ReasonCode = reasonCode, Properties = properties };
    }

    private static PubRelPacket ReadPubRel(WireReader reader)
    {
        var (packetId, reasonCode, properties) = ReadAcknowledgement(reader, PacketType.PubRel, PropertyCarriers.PubRel, Clause.PubRelCode);
        return new() { PacketId = packetId, ReasonCode = reasonCode, Properties = properties };
    }

    private static PubCompPacket ReadPubComp(WireReader reader)
    {
        var (packetId, reasonCode, properties) = ReadAcknowledgement(reader, PacketType.PubComp, PropertyCarriers.PubComp, Clause.PubCompCode);
        return new() { PacketId = packetId, ReasonCode = reasonCode, Properties = properties };
    }

    /// <summary>MQTT 5.0 may leave out the properties, and the reason code with them if it is 0x00.</summary>
    private static (ushort PacketId, ReasonCode ReasonCode, Properties Properties) ReadAcknowledgement(
        WireReader reader, PacketType type, PropertyCarriers carrier, Clause clause)
    {
        var packetId = reader.PacketId();
        if (reader.Version == MqttVersion.V311 || reader.Remaining == 0)
            return (packetId, ReasonCode.Success, Properties.None);
        var reasonCode = ReasonCodeOf(reader, type, clause);
        return (packetId, reasonCode, reader.Remaining == 0 ? Properties.None : reader.ReadProperties(carrier));
    }
}
