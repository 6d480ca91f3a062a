using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that answer, keep or serve subscriptions wrongly.</summary>
internal static class SubscribingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.8.4-1 MQTT3-3.8.4-1", "never answers a SUBSCRIBE", Never<SubAckPacket>()),
        Mutant("MQTT5-2.2.1-6 MQTT5-3.8.4-2 MQTT3-2.3.1-7 MQTT3-3.8.4-2", "answers a SUBSCRIBE with another packet identifier", FromServer<SubAckPacket>(p => p with { PacketId = (ushort)(p.PacketId ^ 0x0100) })),
        Mutant("MQTT5-3.8.4-5 MQTT3-3.8.4-4", "takes the first filter of a SUBSCRIBE only", Both(ToServer<SubscribePacket>(s => s with { Subscriptions = [s.Subscriptions[0]] }), FromServer<SubAckPacket>(p => p with { ReasonCodes = [.. Enumerable.Repeat(p.ReasonCodes[0], 3)] }))),
        Mutant("MQTT5-3.8.4-6 MQTT5-3.8.4-7 MQTT5-3.9.3-2 MQTT3-3.8.4-5 MQTT3-3.9.3-2", "answers several filters with one code", FromServer<SubAckPacket>(p => p with { ReasonCodes = [p.ReasonCodes[0]] })),
        Mutant("MQTT5-3.8.4-7 MQTT3-3.8.4-5", "grants a higher QoS than was asked for", FromServer<SubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Select(_ => ReasonCode.GrantedQoS2)] })),
        Mutant("MQTT5-3.9.3-1 MQTT3-3.9.3-1", "answers filters in reverse order", FromServer<SubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Reverse()] })),
        Mutant("MQTT5-3.9.3-2 MQTT3-3.9.3-2 MQTT5-3.8.4-7 MQTT3-3.8.4-5", "answers a SUBSCRIBE with a code that no SUBACK can have", FromServer<SubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Select(_ => (ReasonCode)3)] })),
        Mutant("MQTT5-3.8.4-3 MQTT3-3.8.4-3", "keeps the older subscription to the same filter", Answers<SubscribePacket>((s, x) => x.Filters.Count(f => f == s.Subscriptions[0].Filter) > 1 ? new SubAckPacket { PacketId = s.PacketId, ReasonCodes = [(ReasonCode)s.Subscriptions[0].QoS] } : null)),
        Mutant("MQTT5-3.8.4-3 MQTT3-3.8.4-3", "keeps both subscriptions to the same filter", Sends<PublishPacket>((m, x) => x.Filters.Count(f => f == m.Topic) > 1 ? [m, m.At(0)] : [m])),
        Mutant("MQTT5-3.8.4-3", "keeps the older number of a renewed subscription", Delivers((m, x) => m with { Properties = m.Properties with { SubscriptionIdentifiers = x.Asked.OfType<SubscribePacket>().First().Properties.SubscriptionIdentifiers } })),
        Mutant("MQTT5-3.3.4-2 MQTT3-3.3.5-1", "delivers at the lowest QoS of overlapping subscriptions", Delivers(m => m.At(QualityOfService.AtMostOnce))),
        Mutant("MQTT5-3.3.4-2 MQTT3-3.3.5-1", "serves the newest of overlapping subscriptions only", Both(Never<UnsubAckPacket>(), ToServer<SubscribePacket>((s, x) => { x.ToServer(new UnsubscribePacket { PacketId = 4711, Filters = [.. x.Filters.Where(f => f.Contains("lamp", StringComparison.Ordinal)), "nothing"] }); return s; }))),
        Mutant("MQTT5-3.3.4-3", "sends no subscription identifiers", DeliversWith(p => p with { SubscriptionIdentifiers = [] })),
        Mutant("MQTT5-3.3.4-3 MQTT5-3.3.4-4", "sends one subscription identifier where several subscriptions match", DeliversWith(p => p with { SubscriptionIdentifiers = [.. p.SubscriptionIdentifiers.Take(1)] })),
        Mutant("MQTT5-3.3.4-5", "sends a copy for each subscription, some without their identifier", Sends<PublishPacket>((m, _) => m.Properties.SubscriptionIdentifiers is [var one, _] ? [m with { Properties = m.Properties with { SubscriptionIdentifiers = [one] } }, m.At(0) with { Properties = Properties.None }] : [m])),
        Mutant("MQTT5-3.8.3-3", "takes no notice of no local", Subscribes(s => s with { NoLocal = false })),
        Mutant("MQTT5-3.8.3-3", "delivers nothing at all for no local", Delivers((m, x) => x.Asked.OfType<SubscribePacket>().Any(s => s.Subscriptions[0].NoLocal) ? null : m)),
    ];
}
