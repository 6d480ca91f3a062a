using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>What one side may ask the other to keep to. Counted are only packets to those that asked for it.</summary>
internal static class LimitStatements
{
    public static IEnumerable<PacketMonitor> All =>
    [
        .. On<MqttPacket>(Role.Server, "MQTT5-3.1.2-24", "a packet within the client's Maximum Packet Size", Fits, IsLimited),
        .. On<MqttPacket>(Role.Client, "MQTT5-3.2.2-15", "a packet within the server's Maximum Packet Size", Fits, IsLimited),
        .. Small<ConnAckPacket>("MQTT5-3.2.2-19", "MQTT5-3.2.2-20", Role.Server),
        .. Small<PubAckPacket>("MQTT5-3.4.2-2", "MQTT5-3.4.2-3"),
        .. Small<PubRecPacket>("MQTT5-3.5.2-2", "MQTT5-3.5.2-3"),
        .. Small<PubRelPacket>("MQTT5-3.6.2-2", "MQTT5-3.6.2-3"),
        .. Small<PubCompPacket>("MQTT5-3.7.2-2", "MQTT5-3.7.2-3"),
        .. Small<SubAckPacket>("MQTT5-3.9.2-1", "MQTT5-3.9.2-2", Role.Server),
        .. Small<UnsubAckPacket>("MQTT5-3.11.2-1", "MQTT5-3.11.2-2", Role.Server),
        .. Small<DisconnectPacket>("MQTT5-3.14.2-3", "MQTT5-3.14.2-4"),
        .. Small<AuthPacket>("MQTT5-3.15.2-2", "MQTT5-3.15.2-3"),

        .. On<MqttPacket>(
            Role.Server,
            "MQTT5-3.1.2-29",
            "neither Reason String nor User Property but in PUBLISH, CONNACK and DISCONNECT",
            (p, _) => p.AllProperties() is { ReasonString: null, UserProperties.Count: 0 },
            (p, s) => p is not (PublishPacket or ConnAckPacket or DisconnectPacket or PingRespPacket)
                && s.So.Connect is { Properties.RequestProblemInformation: 0 }),

        .. On<PublishPacket>(
            Role.Server, "MQTT5-3.3.4-9 MQTT5-4.9.0-2", "no more messages under way than the client's Receive Maximum", HasPlace, IsRationed),
        .. On<PublishPacket>(
            Role.Client, "MQTT5-3.3.4-7 MQTT5-4.9.0-2", "no more messages under way than the server's Receive Maximum", HasPlace, IsRationed),

        .. On<PublishPacket>(
            Role.Server, "MQTT5-3.1.2-26 MQTT5-3.3.2-11", "a Topic Alias up to the client's Topic Alias Maximum", IsKeepable,
            (_, s) => s.So.LimitsOf(Role.Client)?.TopicAliasMaximum > 0),
        .. On<PublishPacket>(
            Role.Server, "MQTT5-3.1.2-27", "no Topic Alias, for the client keeps none", IsKeepable,
            (_, s) => s.So.LimitsOf(Role.Client) is { TopicAliasMaximum: null or 0 }),
        .. On<PublishPacket>(
            Role.Client, "MQTT5-3.2.2-17 MQTT5-3.3.2-9", "a Topic Alias up to the server's Topic Alias Maximum", IsKeepable,
            (_, s) => s.So.LimitsOf(Role.Server)?.TopicAliasMaximum > 0),
        .. On<PublishPacket>(
            Role.Client, "MQTT5-3.2.2-18", "no Topic Alias, for the server keeps none", IsKeepable,
            (_, s) => s.So.LimitsOf(Role.Server) is { TopicAliasMaximum: null or 0 }),
        .. On<PublishPacket>(
            Role.Client, "MQTT5-3.2.2-11", "a QoS up to the server's Maximum QoS", (p, s) => (int)p.QoS <= s.So.LimitsOf(Role.Server)!.MaximumQoS,
            (_, s) => s.So.LimitsOf(Role.Server)?.MaximumQoS is not null),
        .. On<PublishPacket>(
            Role.Client, "MQTT5-3.2.2-14", "no retained message, for the server keeps none", (p, _) => !p.Retain,
            (_, s) => s.So.LimitsOf(Role.Server)?.RetainAvailable == 0),
    ];

    /// <summary>A property that is to be left out where it would make the packet too large: Reason String, then User Property.</summary>
    private static IEnumerable<PacketMonitor> Small<T>(string reasonString, string userProperty, Role sender = Role.Both)
        where T : MqttPacket =>
    [
        .. On<T>(
            sender, reasonString, "no Reason String in a packet above the receiver's Maximum Packet Size",
            (p, s) => Fits(p, s) || p.AllProperties().ReasonString is null, IsLimited),
        .. On<T>(
            sender, userProperty, "no User Property in a packet above the receiver's Maximum Packet Size",
            (p, s) => Fits(p, s) || p.AllProperties().UserProperties.Count == 0, IsLimited),
    ];

    private static Properties? LimitsFor(Place place) => place.So.LimitsOf(Conversation.Other(place.Sender));

    private static bool IsLimited(MqttPacket packet, Place place) => LimitsFor(place)?.MaximumPacketSize is not null;

    private static bool Fits(MqttPacket packet, Place place) => place.Length <= LimitsFor(place)!.MaximumPacketSize;

    private static bool IsRationed(PublishPacket packet, Place place) =>
        packet.QoS != QualityOfService.AtMostOnce && !place.So.IsIrregular && LimitsFor(place)?.ReceiveMaximum is not null;

    private static bool HasPlace(PublishPacket packet, Place place) =>
        place.So.Sent(place.Sender) is var sent && (sent.Of(packet.PacketId) is not null || sent.Open < LimitsFor(place)!.ReceiveMaximum);

    private static bool IsKeepable(PublishPacket packet, Place place) =>
        packet.Properties.TopicAlias is null || packet.Properties.TopicAlias <= (LimitsFor(place)!.TopicAliasMaximum ?? 0);
}
