using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>What holds for the form of every packet: texts, numbers, fixed headers, property lengths.</summary>
internal static class FormStatements
{
    public static IEnumerable<PacketMonitor> All =>
    [
        .. Form<MqttPacket>(Role.Both, "MQTT5-1.5.4-1 MQTT3-1.5.3-1", "text in well-formed UTF-8", HasText, Clause.WellFormedUtf8),
        .. Form<MqttPacket>(Role.Both, "MQTT5-1.5.4-2 MQTT3-1.5.3-2", "text without U+0000", HasText, Clause.NullCharacter),
        .. Form<MqttPacket>(Role.Both, "MQTT5-1.5.5-1", "numbers of variable size in as few bytes as possible", null, Clause.ShortestForm),
        .. Form<MqttPacket>(
            Role.Both,
            "MQTT5-2.1.3-1 MQTT3-2.2.2-1",
            "the reserved flags of the fixed header as listed",
            (p, _) => p is not PublishPacket,
            Clause.FixedHeaderFlags, Clause.PubRelFlags, Clause.SubscribeFlags, Clause.UnsubscribeFlags, Clause.DisconnectFlags, Clause.AuthFlags),
        .. Form<MqttPacket>(Role.Both, "MQTT5-2.2.2-1", "a property length, which is 0 where there are no properties", HasProperties, Clause.NoProperties),
        .. Form<PublishPacket>(Role.Both, "MQTT5-4.7.3-2 MQTT3-4.7.3-2", "a topic name without U+0000", null, Clause.NullCharacter),
    ];

    private static bool HasText(MqttPacket packet, Place place) =>
        packet is ConnectPacket or PublishPacket or SubscribePacket or UnsubscribePacket || HasText(packet.AllProperties());

    private static bool HasText(Properties all) => all.UserProperties.Count > 0
        || (all.ReasonString ?? all.AssignedClientIdentifier ?? all.AuthenticationMethod ?? all.ResponseInformation ?? all.ServerReference) is not null;

    // An acknowledgement may end before its properties.
    private static bool HasProperties(MqttPacket packet, Place place) =>
        packet is ConnectPacket or ConnAckPacket or PublishPacket or SubscribePacket or SubAckPacket or UnsubscribePacket or UnsubAckPacket;
}
