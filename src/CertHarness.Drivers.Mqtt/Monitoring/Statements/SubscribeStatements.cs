using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>SUBSCRIBE and UNSUBSCRIBE with their answers.</summary>
internal static class SubscribeStatements
{
    private const string Share = "$share/";

    public static IEnumerable<PacketMonitor> All =>
    [
        .. On<MqttPacket>(
            Role.Client, "MQTT5-2.2.1-3 MQTT3-2.3.1-2", "a packet identifier that is not in use", HasFreeId,
            (p, s) => p is SubscribePacket or UnsubscribePacket or PublishPacket { QoS: not QualityOfService.AtMostOnce } && !s.So.IsIrregular,
            Clause.PacketId),
        .. On<SubscribePacket>(
            Role.Client, "MQTT5-4.7.1-1 MQTT3-4.7.1-2", "# alone on the last level of a topic filter only",
            (p, s) => p.Subscriptions.All(f => Levels(f, s) is var levels && !levels.SkipLast(1).Append(levels[^1] == "#" ? "" : levels[^1]).Any(l => l.Contains('#')))),
        .. On<SubscribePacket>(
            Role.Client, "MQTT5-4.7.1-2 MQTT3-4.7.1-3", "+ alone on its level of a topic filter",
            (p, s) => p.Subscriptions.All(f => Levels(f, s).All(l => l == "+" || !l.Contains('+')))),
        .. On<SubscribePacket>(
            Role.Client, "MQTT5-4.8.2-1", "a share name of at least one character", (p, _) => Shared(p).All(s => !s.StartsWith('/') && s.Length > 0),
            (p, _) => Shared(p).Any()),
        .. On<SubscribePacket>(
            Role.Client, "MQTT5-4.8.2-2", "a share name without wildcards, a slash and a topic filter",
            (p, _) => Shared(p).All(s => s.Split('/', 2) is [var name, { Length: > 0 }] && !name.AsSpan().ContainsAny('+', '#')), (p, _) => Shared(p).Any()),
        .. On<SubscribePacket>(
            Role.Client, "MQTT5-3.8.3-4", "no No Local for a shared subscription",
            (p, _) => !p.Subscriptions.Any(f => f.NoLocal && f.Filter.StartsWith(Share, StringComparison.Ordinal))),

        .. On<SubAckPacket>(
            Role.Server, "MQTT5-3.8.4-2 MQTT3-3.8.4-2", "the packet identifier of a SUBSCRIBE that is not answered yet",
            (p, s) => s.So.Subscribe(p.PacketId) is not null, (_, s) => !s.So.IsIrregular),
        .. On<UnsubAckPacket>(
            Role.Server, "MQTT5-3.10.4-5 MQTT3-3.10.4-4", "the packet identifier of an UNSUBSCRIBE that is not answered yet",
            (p, s) => s.So.Unsubscribe(p.PacketId) is not null, (_, s) => !s.So.IsIrregular),
        .. On<MqttPacket>(
            Role.Server, "MQTT5-2.2.1-6 MQTT3-2.3.1-7", "the packet identifier of the request that is answered",
            (p, s) => p is SubAckPacket a ? s.So.Subscribe(a.PacketId) is not null : s.So.Unsubscribe(((UnsubAckPacket)p).PacketId) is not null,
            (p, s) => p is SubAckPacket or UnsubAckPacket && !s.So.IsIrregular),
        .. On<SubAckPacket>(
            Role.Server, "MQTT5-3.8.4-6 MQTT3-3.8.4-5", "a code for each topic filter",
            (p, s) => p.ReasonCodes.Count == s.So.Subscribe(p.PacketId)!.Subscriptions.Count, (p, s) => !s.So.IsIrregular && s.So.Subscribe(p.PacketId) is not null),
        .. Form<SubAckPacket>(Role.Server, "MQTT5-3.9.3-2 MQTT3-3.9.3-2", "codes of SUBACK", null, Clause.SubAckCode),
        .. On<UnsubAckPacket>(
            Role.Server, "MQTT5-3.11.3-2", "a reason code of UNSUBACK for each topic filter",
            (p, s) => p.ReasonCodes.Count == s.So.Unsubscribe(p.PacketId)!.Filters.Count,
            (p, s) => !s.So.IsIrregular && s.So.Unsubscribe(p.PacketId) is not null, Clause.UnsubAckCode),
    ];

    /// <summary>What follows the prefix of the shared subscriptions.</summary>
    private static IEnumerable<string> Shared(SubscribePacket packet) =>
        packet.Subscriptions.Where(s => s.Filter.StartsWith(Share, StringComparison.Ordinal)).Select(s => s.Filter[Share.Length..]);

    // A share name is no part of a topic filter; MQTT 3.1.1 knows none.
    private static string[] Levels(TopicSubscription subscription, Place place) =>
        place.So.Version == MqttVersion.V5 && subscription.Filter.StartsWith(Share, StringComparison.Ordinal)
            ? [.. subscription.Filter.Split('/').Skip(2).DefaultIfEmpty("")]
            : subscription.Filter.Split('/');

    // The same message again is a repetition.
    private static bool HasFreeId(MqttPacket packet, Place place) => packet switch
    {
        SubscribePacket request => place.So.IsUnused(request.PacketId),
        UnsubscribePacket request => place.So.IsUnused(request.PacketId),
        PublishPacket message => place.So.IsUnused(message.PacketId) || place.So.Sent(Role.Client).Of(message.PacketId)?.Carries(message) == true,
        _ => true,
    };
}
