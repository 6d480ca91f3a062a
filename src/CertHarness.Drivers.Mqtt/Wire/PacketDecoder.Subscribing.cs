using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

public sealed partial class PacketDecoder
{
    private static SubscribePacket ReadSubscribe(WireReader reader)
    {
        var packetId = reader.PacketId();
        var properties = reader.ReadProperties(PropertyCarriers.Subscribe);
        if (reader.Remaining == 0)
            throw reader.Wrong(Clause.SubscribePayload, ReasonCode.ProtocolError, "a SUBSCRIBE without a topic filter");
        var subscriptions = new List<TopicSubscription>();
        while (reader.Remaining > 0)
            subscriptions.Add(ReadSubscription(reader));
        return new() { PacketId = packetId, Properties = properties, Subscriptions = subscriptions };
    }

    private static TopicSubscription ReadSubscription(WireReader reader)
    {
        var filter = reader.Utf8String("topic filter");
        var options = reader.Byte("subscription options");
        var reserved = reader.Version == MqttVersion.V5 ? SubscriptionOptions.ReservedV5 : SubscriptionOptions.ReservedV311;
        if ((options & reserved) != 0)
            throw reader.Malformed(Clause.SubscribeOptionsReserved, $"the subscription options are 0x{options:X2}");
        var qos = (QualityOfService)(options & SubscriptionOptions.QoSMask);
        if (qos == QualityOfService.Reserved)
            throw reader.Wrong(Clause.SubscribeQoS, ReasonCode.ProtocolError, "a QoS of 3 is asked for");
        var retainHandling = (RetainHandling)((options >> SubscriptionOptions.RetainHandlingShift) & 0b11);
        if (retainHandling == RetainHandling.Reserved)
            throw reader.Wrong(Clause.SubscribeQoS, ReasonCode.ProtocolError, "Retain Handling is 3");
        return new(
            filter,
            qos,
            (options & SubscriptionOptions.NoLocal) != 0,
            (options & SubscriptionOptions.RetainAsPublished) != 0,
            retainHandling);
    }

    private static SubAckPacket ReadSubAck(WireReader reader)
    {
        var packetId = reader.PacketId();
        var properties = reader.ReadProperties(PropertyCarriers.SubAck);
        var codes = ReadReasonCodes(reader, PacketType.SubAck, Clause.SubAckPayload, Clause.SubAckCode);
        if (reader.Version == MqttVersion.V311 && codes.Any(c => c > ReasonCode.GrantedQoS2 && c != ReasonCode.UnspecifiedError))
            throw reader.Malformed(Clause.SubAckCode, "a return code that MQTT 3.1.1 reserves");
        return new() { PacketId = packetId, Properties = properties, ReasonCodes = codes };
    }

    private static UnsubscribePacket ReadUnsubscribe(WireReader reader)
    {
        var packetId = reader.PacketId();
        var properties = reader.ReadProperties(PropertyCarriers.Unsubscribe);
        if (reader.Remaining == 0)
            throw reader.Wrong(Clause.UnsubscribePayload, ReasonCode.ProtocolError, "an UNSUBSCRIBE without a topic filter");
        var filters = new List<string>();
        while (reader.Remaining > 0)
            filters.Add(reader.Utf8String("topic filter"));
        return new() { PacketId = packetId, Properties = properties, Filters = filters };
    }

    private static UnsubAckPacket ReadUnsubAck(WireReader reader)
    {
        var packetId = reader.PacketId();
        var properties = reader.ReadProperties(PropertyCarriers.UnsubAck);
        return new()
        {
            PacketId = packetId,
            Properties = properties,
            ReasonCodes = reader.Version == MqttVersion.V311
                ? []
                : ReadReasonCodes(reader, PacketType.UnsubAck, Clause.UnsubAckPayload, Clause.UnsubAckCode),
        };
    }

    private static List<ReasonCode> ReadReasonCodes(WireReader reader, PacketType type, Clause payload, Clause clause)
    {
        if (reader.Remaining == 0)
            throw reader.Wrong(payload, ReasonCode.ProtocolError, "an acknowledgement without a reason code");
        var codes = new List<ReasonCode>();
        while (reader.Remaining > 0)
            codes.Add(ReasonCodeOf(reader, type, clause));
        return codes;
    }
}
