using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>PUBLISH: flags, names, packet identifiers, and whom the server sends what.</summary>
internal static class PublishStatements
{
    public static IEnumerable<PacketMonitor> All =>
    [
        .. Form<PublishPacket>(Role.Both, "MQTT5-3.3.1-4 MQTT3-3.3.1-4", "at most one QoS bit set", null, Clause.PublishQoS),
        .. Form<PublishPacket>(
            Role.Both, "MQTT5-3.3.1-2 MQTT5-4.3.1-1 MQTT3-3.3.1-2 MQTT3-4.3.1-1", "DUP 0 at QoS 0", (p, _) => p.QoS == QualityOfService.AtMostOnce,
            Clause.PublishDup),
        .. On<PublishPacket>(
            Role.Both, "MQTT5-3.3.2-2 MQTT5-4.7.0-1 MQTT3-3.3.2-2 MQTT3-4.7.1-1", "a topic name without wildcard characters", (p, _) => !HasWildcards(p.Topic)),
        .. On<MqttPacket>(
            Role.Both, "MQTT5-4.7.3-1 MQTT3-4.7.3-1", "topic names and filters of at least one character",
            (p, _) => p switch
            {
                PublishPacket message => message.Topic.Length > 0,
                SubscribePacket request => request.Subscriptions.All(f => f.Filter.Length > 0),
                _ => ((UnsubscribePacket)p).Filters.All(f => f.Length > 0),
            },
            (p, _) => p is SubscribePacket or UnsubscribePacket or PublishPacket { Topic.Length: > 0 } or PublishPacket { Properties.TopicAlias: null }),
        .. On<PublishPacket>(
            Role.Both, "MQTT5-3.3.2-14", "a Response Topic without wildcard characters", (p, _) => !HasWildcards(p.Properties.ResponseTopic!),
            (p, _) => p.Properties.ResponseTopic is not null),
        .. Form<PublishPacket>(Role.Both, "MQTT5-3.3.2-8", "a Topic Alias above 0", (p, _) => p.Properties.TopicAlias is not null, Clause.TopicAliasZero),

        // Packet identifiers. One that waits for its acknowledgement is in use; the same message under it is a repetition.
        .. On<PublishPacket>(
            Role.Server, "MQTT5-2.2.1-4 MQTT3-2.3.1-4", "a packet identifier that is not in use", HasFreeId, IsFollowed, Clause.PacketId),
        .. On<PublishPacket>(Role.Server, "MQTT5-4.3.2-1", "a packet identifier that is not in use", HasFreeId, IsFollowedAt1),
        .. On<PublishPacket>(Role.Server, "MQTT5-4.3.3-1", "a packet identifier that is not in use", HasFreeId, IsFollowedAt2),
        .. Form<PublishPacket>(Role.Both, "MQTT3-2.3.1-1", "a packet identifier other than 0", (p, _) => HasId(p), Clause.PacketId),
        .. On<PublishPacket>(
            Role.Both, "MQTT5-3.3.1-3 MQTT3-3.3.1-3", "DUP 0 in a message that was not sent before", IsMarkedRightly, IsFollowed),
        .. On<PublishPacket>(Role.Both, "MQTT5-4.3.2-2 MQTT3-4.3.2-1", "DUP 0 in a message that was not sent before", IsMarkedRightly, IsFollowedAt1),
        .. On<PublishPacket>(Role.Both, "MQTT5-4.3.3-2", "DUP 0 in a message that was not sent before", IsMarkedRightly, IsFollowedAt2),
        .. On<PublishPacket>(
            Role.Both, "MQTT5-4.3.3-6 MQTT3-4.3.3-1", "no PUBLISH once its PUBREL was sent",
            (p, s) => s.So.Sent(s.Sender).Of(p.PacketId) is not { Released: true }, (p, s) => p.QoS == QualityOfService.ExactlyOnce && !s.So.IsIrregular),
        .. On<PublishPacket>(
            Role.Both, "MQTT5-4.4.0-1", "no repetition on the same connection",
            (p, s) => s.So.Sent(s.Sender).Of(p.PacketId)?.Carries(p) != true, (p, s) => HasId(p) && !s.So.IsIrregular),

        // Whom the server sends what.
        .. On<PublishPacket>(
            Role.Server, "MQTT5-3.3.2-3 MQTT3-3.3.2-3", "a topic name that matches a filter of the client's subscriptions",
            (p, s) => Matching(p, s).Count > 0, HasKnownTopic),
        .. On<PublishPacket>(
            Role.Server, "MQTT5-3.8.4-8 MQTT5-3.3.4-2 MQTT3-3.8.4-6 MQTT3-3.3.5-1", "a QoS that was granted for a matching subscription",
            (p, s) => Matching(p, s).Exists(m => p.QoS <= m.Highest), (p, s) => HasKnownTopic(p, s) && Matching(p, s).Count > 0),
        .. On<PublishPacket>(
            Role.Server, "MQTT5-3.3.4-3", "a Subscription Identifier, and only those of matching subscriptions", HasTheirIdentifiers,
            (p, s) => HasKnownTopic(p, s) && Matching(p, s) is { Count: > 0 } matching && matching.TrueForAll(m => m.AlwaysIdentified)),
        .. Form<PublishPacket>(Role.Client, "MQTT5-3.3.4-6", "no Subscription Identifier from a client", null, Clause.SubscriptionIdFromClient),
    ];

    private static bool HasId(PublishPacket packet) => packet.QoS != QualityOfService.AtMostOnce;

    private static bool IsFollowed(PublishPacket packet, Place place) => HasId(packet) && place.So.IsKnown;

    private static bool IsFollowedAt1(PublishPacket packet, Place place) => packet.QoS == QualityOfService.AtLeastOnce && place.So.IsKnown;

    private static bool IsFollowedAt2(PublishPacket packet, Place place) => packet.QoS == QualityOfService.ExactlyOnce && place.So.IsKnown;

    private static bool HasFreeId(PublishPacket packet, Place place) =>
        place.So.Sent(Role.Server).Of(packet.PacketId) is not { } open || open.Carries(packet);

    private static bool IsMarkedRightly(PublishPacket packet, Place place) =>
        !packet.Dup || place.So.Sent(place.Sender).HasSent(packet.PacketId, packet.QoS);

    private static bool HasKnownTopic(PublishPacket packet, Place place) =>
        place.So.IsKnown && place.So.TopicOf(packet, place.Sender) is not null;

    private static List<Subscription> Matching(PublishPacket packet, Place place) =>
        place.So.Subscriptions.Matching(place.So.TopicOf(packet, place.Sender)!);

    private static bool HasWildcards(string topic) => topic.AsSpan().ContainsAny('+', '#');

    private static bool HasTheirIdentifiers(PublishPacket packet, Place place)
    {
        var theirs = Matching(packet, place).SelectMany(m => m.Identifiers).ToHashSet();
        return packet.Properties.SubscriptionIdentifiers.Count > 0 && theirs.IsSupersetOf(packet.Properties.SubscriptionIdentifiers);
    }
}
