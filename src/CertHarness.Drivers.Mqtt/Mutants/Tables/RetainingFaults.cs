using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that keep, lose or mark retained messages wrongly.</summary>
internal static class RetainingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.3.1-5 MQTT3-3.3.1-5 MQTT3-3.3.1-6 MQTT3-3.1.2-7", "keeps no retained messages", Takes(m => m with { Retain = false })),
        Mutant("MQTT5-3.3.1-5 MQTT3-3.3.1-5 MQTT3-3.3.1-6", "keeps the first retained message of a topic", Takes((m, x) => m with { Retain = m.Retain && x.Asked.OfType<PublishPacket>().Count(p => p.Topic == m.Topic) == 1 })),
        Mutant("MQTT5-3.3.1-5 MQTT3-3.3.1-7", "keeps the older message where a newer one comes at QoS 0", Takes(m => m with { Retain = m.Retain && m.QoS > 0 })),
        Mutant("MQTT5-3.3.1-5 MQTT3-3.3.1-5", "keeps retained messages without their QoS", Delivers(m => m.Retain ? m.At(QualityOfService.AtMostOnce) : m)),
        Mutant("MQTT5-3.3.1-6 MQTT3-3.3.1-10", "does not clear a topic", Takes(m => m with { Retain = m.Retain && !m.Payload.IsEmpty })),
        Mutant("MQTT5-3.3.1-6 MQTT3-3.3.1-10", "clears a topic and tells nobody", Delivers(m => m.Payload.IsEmpty ? null : m)),
        Mutant("MQTT5-3.3.1-7 MQTT3-3.3.1-11", "keeps an empty message as the retained one", Both(Takes(m => m is { Retain: true, Payload.IsEmpty: true } ? m with { Payload = new byte[] { 0 } } : m), Delivers(m => m.Text() == "\0" ? m with { Payload = default } : m))),
        Mutant("MQTT5-3.3.1-8 MQTT3-3.3.1-12", "retains every message", Takes(m => m with { Retain = true })),
        Mutant("MQTT5-3.3.1-8 MQTT3-3.3.1-12", "clears a topic for an empty message that is not retained", Takes(m => m with { Retain = m.Retain || m.Payload.IsEmpty })),
        Mutant("MQTT5-3.3.1-9", "sends no retained messages to new subscribers", Subscribes(s => s with { RetainHandling = RetainHandling.DoNotSend })),
        Mutant("MQTT5-3.3.1-9 MQTT5-3.8.4-4", "sends no retained messages when a subscription is renewed", Subscribes(s => s with { RetainHandling = s.RetainHandling == RetainHandling.Send ? RetainHandling.SendIfNew : s.RetainHandling })),
        Mutant("MQTT3-3.8.4-3", "sends no retained messages when a subscription is renewed", Delivers((m, x) => m.Retain && x.Told.OfType<PublishPacket>().Count(t => t.Topic == m.Topic) > 1 ? null : m)),
        Mutant("MQTT5-3.3.1-9 MQTT3-3.3.1-6", "sends one retained message to a new subscriber, whatever its filter", Delivers((m, x) => m.Retain && x.Told.OfType<PublishPacket>().Count(t => t.Retain) > 1 ? null : m)),
        Mutant("MQTT5-3.3.1-10", "sends retained messages again for retain handling 1", Subscribes(s => s with { RetainHandling = s.RetainHandling == RetainHandling.SendIfNew ? RetainHandling.Send : s.RetainHandling })),
        Mutant("MQTT5-3.3.1-10", "sends no retained messages for retain handling 1", Subscribes(s => s with { RetainHandling = s.RetainHandling == RetainHandling.SendIfNew ? RetainHandling.DoNotSend : s.RetainHandling })),
        Mutant("MQTT5-3.3.1-11", "sends retained messages for retain handling 2", Subscribes(s => s with { RetainHandling = s.RetainHandling == RetainHandling.DoNotSend ? RetainHandling.Send : s.RetainHandling })),
        Mutant("MQTT5-3.3.1-12", "leaves the retain flag on live messages", Subscribes(s => s with { RetainAsPublished = true })),
        Mutant("MQTT3-3.3.1-9", "sets the retain flag on live messages", Delivers(m => m with { Retain = true })),
        Mutant("MQTT5-3.3.1-13", "takes no notice of retain as published", Subscribes(s => s with { RetainAsPublished = false })),
        Mutant("MQTT5-3.3.1-13", "sets the retain flag on all messages for retain as published", Delivers((m, x) => m with { Retain = m.Retain || x.Asked.OfType<SubscribePacket>().Any(s => s.Subscriptions[0].RetainAsPublished) })),
        Mutant("MQTT3-3.3.1-8", "sends retained messages without the flag", Delivers(m => m with { Retain = false })),
    ];
}
