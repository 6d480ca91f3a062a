using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that send more than a client can take, or less than it could.</summary>
internal static class FlowControlFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.3.4-9 MQTT5-4.9.0-1 MQTT5-4.9.0-2", "takes no notice of the receive maximum", ConnectsWith(p => p with { ReceiveMaximum = null })),
        Mutant("MQTT5-3.3.4-9 MQTT5-4.9.0-1 MQTT5-4.9.0-2", "does not count messages at QoS 2 for the receive maximum", (x, f) => { if (f is { OfClient: false, Packet: PublishPacket { QoS: QualityOfService.ExactlyOnce } m }) x.ToServer(new PubRecPacket { PacketId = m.PacketId, ReasonCode = ReasonCode.QuotaExceeded }); return false; }),
        Mutant("MQTT5-3.3.4-9 MQTT5-4.9.0-1 MQTT5-4.9.0-2", "does not count messages at QoS 1 for the receive maximum", (x, f) => { if (f is { OfClient: false, Packet: PublishPacket { QoS: QualityOfService.AtLeastOnce } m }) x.ToServer(new PubAckPacket { PacketId = m.PacketId }); return false; }),
        Mutant("MQTT5-3.3.4-9 MQTT5-4.9.0-2", "sends everything that waits after the first acknowledgement", (x, f) => { if (f is { OfClient: true, Packet: PubAckPacket }) x.ToServer(x.Unanswered.Select(m => new PubAckPacket { PacketId = m.PacketId })); return false; }),
        Mutant("MQTT5-4.9.0-1", "sends no messages to a client with a receive maximum", Delivers((m, x) => x.Connect?.Properties.ReceiveMaximum is null ? m : null)),
        Mutant("MQTT5-3.3.4-10 MQTT5-4.9.0-3", "answers no SUBSCRIBE while the receive maximum is used up", FromServer<SubAckPacket>((p, x) => x.Unanswered.Count() < (x.Connect?.Properties.ReceiveMaximum ?? ushort.MaxValue) ? p : null)),
        Mutant("MQTT5-3.3.4-10 MQTT5-4.9.0-3", "answers no PINGREQ while the receive maximum is used up", FromServer<PingRespPacket>((p, x) => x.Unanswered.Count() < (x.Connect?.Properties.ReceiveMaximum ?? ushort.MaxValue) ? p : null)),
        Mutant("MQTT5-3.1.2-24 MQTT5-3.1.2-25", "takes no notice of the maximum packet size", ConnectsWith(p => p with { MaximumPacketSize = null })),
        Mutant("MQTT5-3.1.2-25", "delivers nothing more after a message that was too large", Delivers((m, x) => x.Others.SelectMany(o => o.Asked).OfType<PublishPacket>().Any(p => p.Topic == m.Topic && p.Payload.Length > 200) ? null : m)),
        Mutant("MQTT5-3.1.2-25", "closes the connection over a message that is too large", Takes((m, x) => { foreach (var o in x.Others.Where(o => o.Connect?.Properties.MaximumPacketSize < m.Payload.Length && o.Filters.Contains(m.Topic))) o.Close(); return m; })),
        Mutant("MQTT5-3.1.2-24 MQTT5-3.2.2-19", "explains a CONNACK at any length", FromServer<ConnAckPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.2.2-20", "adds user properties to a CONNACK at any length", FromServer<ConnAckPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.1.2-24 MQTT5-3.4.2-2", "explains a PUBACK at any length", FromServer<PubAckPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.4.2-3", "adds user properties to a PUBACK at any length", FromServer<PubAckPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.5.2-2", "explains a PUBREC at any length", FromServer<PubRecPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.5.2-3", "adds user properties to a PUBREC at any length", FromServer<PubRecPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.6.2-2", "explains a PUBREL at any length", FromServer<PubRelPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.6.2-3", "adds user properties to a PUBREL at any length", FromServer<PubRelPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.7.2-2", "explains a PUBCOMP at any length", FromServer<PubCompPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.7.2-3", "adds user properties to a PUBCOMP at any length", FromServer<PubCompPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.9.2-1", "explains a SUBACK at any length", FromServer<SubAckPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.9.2-2", "adds user properties to a SUBACK at any length", FromServer<SubAckPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.11.2-1", "explains an UNSUBACK at any length", FromServer<UnsubAckPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.11.2-2", "adds user properties to an UNSUBACK at any length", FromServer<UnsubAckPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.14.2-3", "explains a goodbye at any length", FromServer<DisconnectPacket>(p => p with { Properties = Explained(p.Properties) })),
        Mutant("MQTT5-3.14.2-4", "adds user properties to a goodbye at any length", FromServer<DisconnectPacket>(p => p with { Properties = Adorned(p.Properties) })),
        Mutant("MQTT5-3.1.2-27", "uses topic aliases although the client permits none", ConnectsWith(p => p with { TopicAliasMaximum = 10 })),
        Mutant("MQTT5-3.1.2-26 MQTT5-3.3.2-11", "uses more topic aliases than the client permits", ConnectsWith(p => p with { TopicAliasMaximum = 20 })),
        Mutant("MQTT5-3.3.2-8", "sends the topic alias 0", DeliversWith(p => p with { TopicAlias = p.TopicAlias is null ? null : (ushort)0 })),
        Mutant("MQTT5-3.3.2-12", "does not know the highest topic alias that it permits", Takes((m, x) => m.Properties.TopicAlias == x.Accepted?.Properties.TopicAliasMaximum ? null : m)),
        Mutant("MQTT5-3.3.2-12", "takes all topic aliases for one", Takes(m => m.Properties.TopicAlias is null ? m : m with { Properties = m.Properties with { TopicAlias = 1 } })),
        Mutant("MQTT5-3.3.2-7", "remembers topic aliases of an earlier connection", Takes((m, x) => m.Topic.Length > 0 ? m : m with { Topic = x.Earlier?.Asked.OfType<PublishPacket>().FirstOrDefault(p => p.Properties.TopicAlias == m.Properties.TopicAlias)?.Topic ?? "" })),
    ];

    private static Properties Explained(Properties properties) => properties with { ReasonString = new string('x', 200) };

    private static Properties Adorned(Properties properties) => properties with { UserProperties = [new("more", new string('x', 200))] };
}
