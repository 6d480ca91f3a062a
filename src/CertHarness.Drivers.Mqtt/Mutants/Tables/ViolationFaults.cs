using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that overlook what breaks the protocol, or break it themselves.</summary>
internal static class ViolationFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-2.1.3-1 MQTT3-2.2.2-2", "overlooks reserved flags of a fixed header", Ignores(Clause.FixedHeaderFlags)),
        Mutant("MQTT5-3.6.1-1 MQTT3-3.6.1-1 MQTT3-2.2.2-2", "overlooks wrong flags of a PUBREL", Ignores(Clause.PubRelFlags)),
        Mutant("MQTT5-3.8.1-1 MQTT3-3.8.1-1 MQTT3-2.2.2-2", "overlooks wrong flags of a SUBSCRIBE", Ignores(Clause.SubscribeFlags)),
        Mutant("MQTT5-3.10.1-1 MQTT3-3.10.1-1 MQTT3-2.2.2-2", "overlooks wrong flags of an UNSUBSCRIBE", Ignores(Clause.UnsubscribeFlags)),
        Mutant("MQTT5-3.15.1-1", "overlooks wrong flags of an AUTH", Ignores(Clause.AuthFlags)),
        Mutant("MQTT5-4.12.0-7", "overlooks an AUTH for which no method was agreed", ToServer<AuthPacket>(_ => null)),
        Mutant("MQTT5-3.3.1-4 MQTT3-3.3.1-4", "overlooks a PUBLISH at QoS 3", Ignores(Clause.PublishQoS)),
        Mutant("MQTT5-4.13.1-1 MQTT3-4.8.0-1", "overlooks packets of a reserved type", Ignores(Clause.PacketTypes)),
        Mutant("MQTT5-4.13.1-1 MQTT3-4.8.0-1", "overlooks a remaining length of five bytes", Ignores(Clause.RemainingLength, "Remaining Length")),
        Mutant("MQTT5-4.13.1-1", "overlooks an unknown property", Ignores(Clause.Properties, "not a property identifier")),
        Mutant("MQTT5-4.13.1-1", "overlooks a property of another packet", Ignores(Clause.Properties, "not allowed here")),
        Mutant("MQTT5-4.13.1-1", "overlooks a property that occurs twice", Ignores(Clause.Properties, "more than once")),
        Mutant("MQTT5-4.13.1-1", "overlooks a property that ends too early", Ignores(Clause.RemainingLength, "Message Expiry Interval")),
        Mutant("MQTT5-4.13.1-1", "overlooks the subscription identifier 0", Ignores(Clause.Properties, "Subscription Identifier")),
        Mutant("MQTT5-4.13.1-1 MQTT3-3.8.3-4", "overlooks a subscription at QoS 3", Ignores(Clause.SubscribeQoS, "QoS")),
        Mutant("MQTT5-4.13.1-1", "overlooks a retain handling of 3", Ignores(Clause.SubscribeQoS, "Retain Handling")),
        Mutant("MQTT5-4.13.1-1", "overlooks a topic alias that stands for nothing", ToServer<PublishPacket>(m => m.Topic.Length == 0 ? null : m)),
        Mutant("MQTT5-3.8.3-2 MQTT3-3.8.3-3", "overlooks a SUBSCRIBE without a filter", Ignores(Clause.SubscribePayload)),
        Mutant("MQTT5-3.10.3-2 MQTT3-3.10.3-2", "overlooks an UNSUBSCRIBE without a filter", Ignores(Clause.UnsubscribePayload)),
        Mutant("MQTT5-2.2.1-3 MQTT3-2.3.1-1", "overlooks a PUBLISH with the packet identifier 0", Ignores(f => f.Type == PacketType.Publish && f.Breaks(Clause.PacketId))),
        Mutant("MQTT5-2.2.1-3 MQTT3-2.3.1-1", "overlooks a SUBSCRIBE with the packet identifier 0", Ignores(f => f.Type == PacketType.Subscribe && f.Breaks(Clause.PacketId))),
        Mutant("MQTT5-2.2.1-3 MQTT3-2.3.1-1", "overlooks an UNSUBSCRIBE with the packet identifier 0", Ignores(f => f.Type == PacketType.Unsubscribe && f.Breaks(Clause.PacketId))),
        Mutant("MQTT5-3.8.3-5 MQTT3-3.8.3-4", "overlooks reserved options of a subscription", Ignores(Clause.SubscribeOptionsReserved)),
        Mutant("MQTT5-3.3.2-1 MQTT3-3.3.2-1", "overlooks a PUBLISH that ends within its topic", Ignores(f => f.Type == PacketType.Publish && f.Breaks(Clause.RemainingLength))),
        Mutant("MQTT5-4.7.3-1 MQTT3-4.7.3-1", "overlooks a PUBLISH to an empty topic", ToServer<PublishPacket>(m => m.Topic.Length == 0 ? null : m)),
        Mutant("MQTT5-3.3.2-2 MQTT5-4.7.0-1 MQTT3-3.3.2-2 MQTT3-4.7.1-1", "overlooks a wildcard in a topic name", ToServer<PublishPacket>(m => m.Topic.AsSpan().ContainsAny('+', '#') ? null : m)),
        Mutant("MQTT5-1.5.4-2 MQTT5-4.7.3-2 MQTT3-1.5.3-2 MQTT3-4.7.3-2", "overlooks a null character in a topic name", Ignores(Clause.NullCharacter, "topic name")),
        Mutant("MQTT5-1.5.4-2 MQTT5-4.7.3-2 MQTT3-1.5.3-2 MQTT3-4.7.3-2", "overlooks a null character in a topic filter", Ignores(Clause.NullCharacter, "topic filter")),
        Mutant("MQTT5-1.5.4-1 MQTT5-3.3.2-1 MQTT3-1.5.3-1 MQTT3-3.3.2-1", "overlooks a topic name that is ill-formed UTF-8", Ignores(Clause.WellFormedUtf8, "topic name")),
        Mutant("MQTT5-1.5.4-1 MQTT5-3.3.2-1 MQTT3-1.5.3-1 MQTT3-3.3.2-1", "overlooks half a surrogate pair", Ignores(f => f.Breaks(Clause.WellFormedUtf8) && f.Raw.Span.IndexOf<byte>([0xED, 0xA0, 0x80]) >= 0)),
        Mutant("MQTT5-1.5.4-1 MQTT5-3.3.2-1 MQTT3-1.5.3-1 MQTT3-3.3.2-1", "overlooks an overlong character", Ignores(f => f.Breaks(Clause.WellFormedUtf8) && f.Raw.Span.IndexOf<byte>([0xC0, 0xAF]) >= 0)),
        Mutant("MQTT5-1.5.4-1 MQTT5-3.8.3-1 MQTT3-1.5.3-1 MQTT3-3.8.3-1", "overlooks a SUBSCRIBE whose filter is ill-formed UTF-8", Ignores(f => f.Type == PacketType.Subscribe && f.Breaks(Clause.WellFormedUtf8))),
        Mutant("MQTT5-1.5.4-1 MQTT5-3.10.3-1 MQTT3-1.5.3-1 MQTT3-3.10.3-1", "overlooks an UNSUBSCRIBE whose filter is ill-formed UTF-8", Ignores(f => f.Type == PacketType.Unsubscribe && f.Breaks(Clause.WellFormedUtf8))),
        Mutant("MQTT5-1.5.7-1 MQTT5-1.5.4-1", "overlooks a user property that is ill-formed UTF-8", Ignores(Clause.WellFormedUtf8, "User Property")),
        Mutant("MQTT5-3.3.2-13 MQTT5-1.5.4-1", "overlooks a response topic that is ill-formed UTF-8", Ignores(Clause.WellFormedUtf8, "Response Topic")),
        Mutant("MQTT5-3.3.2-19 MQTT5-1.5.4-1", "overlooks a content type that is ill-formed UTF-8", Ignores(Clause.WellFormedUtf8, "Content Type")),
        Mutant("MQTT5-3.3.2-8", "overlooks the topic alias 0", Ignores(Clause.TopicAliasZero)),
        Mutant("MQTT5-1.5.5-1", "writes the length of a message in more bytes than it needs", Bytes<PublishPacket>((raw, _) => [raw[0], (byte)(raw[1] | 0x80), 0, .. raw[2..]])),
        Mutant("MQTT5-1.5.5-1", "writes the length of a SUBACK in more bytes than it needs", Bytes<SubAckPacket>((raw, _) => [raw[0], (byte)(raw[1] | 0x80), 0, .. raw[2..]])),
        Mutant("MQTT5-1.5.5-1", "writes a property length in more bytes than it needs", Bytes<SubAckPacket>((raw, _) => [raw[0], (byte)(raw[1] + 1), .. raw[2..4], 0x80, .. raw[4..]])),
        Mutant("MQTT5-2.2.2-1", "leaves out the property length of a SUBACK", Bytes<SubAckPacket>((raw, _) => [raw[0], (byte)(raw[1] - 1), .. raw[2..4], .. raw[5..]])),
        Mutant("MQTT5-2.2.2-1", "leaves out the property length of an UNSUBACK", Bytes<UnsubAckPacket>((raw, _) => [raw[0], (byte)(raw[1] - 1), .. raw[2..4], .. raw[5..]])),
        Mutant("MQTT3-2.2.2-1", "sets reserved flags of a fixed header", FromServer<ConnAckPacket>(p => p with { FixedHeaderFlags = 0b0100 })),
    ];
}
