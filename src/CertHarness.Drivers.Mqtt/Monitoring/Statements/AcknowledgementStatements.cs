using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP: their codes, and that each belongs to a message.</summary>
internal static class AcknowledgementStatements
{
    public static IEnumerable<PacketMonitor> All =>
    [
        .. Form<PubAckPacket>(Role.Both, "MQTT5-3.4.2-1", "a reason code of PUBACK", null, Clause.PubAckCode),
        .. Form<PubRecPacket>(Role.Both, "MQTT5-3.5.2-1", "a reason code of PUBREC", null, Clause.PubRecCode),
        .. Form<PubRelPacket>(Role.Both, "MQTT5-3.6.2-1", "a reason code of PUBREL", null, Clause.PubRelCode),
        .. Form<PubCompPacket>(Role.Both, "MQTT5-3.7.2-1", "a reason code of PUBCOMP", null, Clause.PubCompCode),
        .. Form<PubRelPacket>(Role.Both, "MQTT5-3.6.1-1 MQTT3-3.6.1-1", "the flags 0010 in the fixed header of a PUBREL", null, Clause.PubRelFlags),

        .. On<MqttPacket>(
            Role.Both, "MQTT5-2.2.1-5 MQTT3-2.3.1-6", "the packet identifier of a message that was sent", BelongsToMessage,
            (p, s) => p is PubAckPacket or PubRecPacket or PubRelPacket or PubCompPacket && s.So.IsKnown),
        .. On<MqttPacket>(
            Role.Both, "MQTT5-3.3.4-1 MQTT3-3.3.4-1", "PUBACK for a message at QoS 1, PUBREC for one at QoS 2", AnswersAsAsked,
            (p, s) => p is PubAckPacket or PubRecPacket && s.So.IsKnown),
        .. On<PubAckPacket>(
            Role.Both, "MQTT5-4.3.2-4 MQTT3-4.3.2-2", "the packet identifier of a message at QoS 1", AnswersAsAsked, (_, s) => s.So.IsKnown),
        .. On<PubRecPacket>(
            Role.Both, "MQTT5-4.3.3-8", "the packet identifier of a message at QoS 2", AnswersAsAsked, (_, s) => s.So.IsKnown),
        .. On<PubCompPacket>(
            Role.Both, "MQTT5-4.3.3-11", "the packet identifier of a PUBREL", (p, s) => Others(s).HasReleased(p.PacketId), (_, s) => s.So.IsKnown),
    ];

    private static Deliveries Others(Place place) => place.So.Sent(Conversation.Other(place.Sender));

    private static bool Has(Deliveries messages, ushort id) =>
        messages.HasSent(id, QualityOfService.AtLeastOnce) || messages.HasSent(id, QualityOfService.ExactlyOnce);

    // A client may release what it published on an earlier connection, and the server then completes it.
    private static bool BelongsToMessage(MqttPacket packet, Place place) => packet switch
    {
        PubAckPacket ack => Has(Others(place), ack.PacketId),
        PubRecPacket receipt => Has(Others(place), receipt.PacketId),
        PubCompPacket completion => Others(place).HasReleased(completion.PacketId),
        PubRelPacket release => Has(place.So.Sent(place.Sender), release.PacketId),
        _ => true,
    };

    private static bool AnswersAsAsked(MqttPacket packet, Place place) => packet switch
    {
        PubAckPacket ack => Others(place).HasSent(ack.PacketId, QualityOfService.AtLeastOnce),
        PubRecPacket receipt => Others(place).HasSent(receipt.PacketId, QualityOfService.ExactlyOnce),
        _ => true,
    };
}
