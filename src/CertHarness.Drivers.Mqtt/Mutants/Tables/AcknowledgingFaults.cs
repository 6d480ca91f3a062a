using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that answer messages, or pass them on, with less or other service than was agreed.</summary>
internal static class AcknowledgingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-2.2.1-5 MQTT3-2.3.1-6 MQTT5-4.3.2-4 MQTT3-4.3.2-2", "acknowledges at QoS 1 with another packet identifier", FromServer<PubAckPacket>(p => p with { PacketId = Next(p.PacketId) })),
        Mutant("MQTT5-2.2.1-5 MQTT3-2.3.1-6 MQTT5-4.3.3-8 MQTT3-4.3.3-2", "acknowledges at QoS 2 with another packet identifier", FromServer<PubRecPacket>(p => p with { PacketId = Next(p.PacketId) })),
        Mutant("MQTT5-2.2.1-5 MQTT5-4.3.3-11 MQTT3-4.3.3-2", "completes with another packet identifier", FromServer<PubCompPacket>(p => p with { PacketId = Next(p.PacketId) })),
        Mutant("MQTT5-2.2.1-5 MQTT3-2.3.1-6 MQTT5-4.3.3-4 MQTT3-4.3.3-1", "releases with another packet identifier", FromServer<PubRelPacket>(p => p with { PacketId = Next(p.PacketId) })),
        Mutant("MQTT5-2.2.1-5 MQTT3-2.3.1-6", "swaps the bytes of a packet identifier", FromServer<PubAckPacket>(p => p with { PacketId = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(p.PacketId) })),
        Mutant("MQTT5-3.3.4-1 MQTT3-3.3.4-1 MQTT5-4.3.2-4 MQTT3-4.3.2-2 MQTT3-3.3.5-2 CHMQTT-ACL-2", "never acknowledges at QoS 1", Never<PubAckPacket>()),
        Mutant("MQTT5-3.3.4-1 MQTT3-3.3.4-1 MQTT5-4.3.3-8 MQTT3-4.3.3-2 MQTT3-3.3.5-2 CHMQTT-ACL-2", "never acknowledges at QoS 2", Never<PubRecPacket>()),
        Mutant("MQTT5-3.3.4-1 MQTT3-3.3.4-1 MQTT3-3.3.5-2 CHMQTT-ACL-2", "acknowledges at QoS 1 as if it were QoS 2", FromServer<PubAckPacket>(p => new PubRecPacket { PacketId = p.PacketId })),
        Mutant("MQTT5-4.3.3-11 MQTT3-4.3.3-2 MQTT3-3.3.5-2", "never completes at QoS 2", Never<PubCompPacket>()),
        Mutant("MQTT5-4.3.3-11 MQTT3-4.3.3-2", "does not answer the release of a message that it does not know", Ignores(f => f.Packet is PubRelPacket { PacketId: 99 })),
        Mutant("MQTT5-4.3.3-13", "abandons an exchange when the message's time is over", Never<PubCompPacket>()),
        Mutant("MQTT5-4.3.3-4 MQTT3-4.3.3-1", "never releases at QoS 2", Never<PubRelPacket>()),
        Mutant("MQTT5-3.4.2-1", "acknowledges at QoS 1 with a reason code that a PUBACK cannot have", FromServer<PubAckPacket>(p => p with { ReasonCode = ReasonCode.GrantedQoS1 })),
        Mutant("MQTT5-3.5.2-1", "acknowledges at QoS 2 with a reason code that a PUBREC cannot have", FromServer<PubRecPacket>(p => p with { ReasonCode = ReasonCode.GrantedQoS2 })),
        Mutant("MQTT5-3.6.2-1", "releases with a reason code that a PUBREL cannot have", FromServer<PubRelPacket>(p => p with { ReasonCode = ReasonCode.NoMatchingSubscribers })),
        Mutant("MQTT5-3.7.2-1", "completes with a reason code that a PUBCOMP cannot have", FromServer<PubCompPacket>(p => p with { ReasonCode = ReasonCode.NoMatchingSubscribers })),
        Mutant("MQTT5-4.3.3-10 MQTT3-4.3.3-2", "delivers a repeated message at QoS 2 again", Both(Takes(m => m is { Dup: true, QoS: QualityOfService.ExactlyOnce } ? m with { PacketId = 4711 } : m), FromServer<PubRecPacket>(p => p.PacketId == 4711 ? p with { PacketId = 7 } : p))),
        Mutant("MQTT5-4.3.3-10 MQTT3-4.3.3-2", "does not acknowledge a repeated message at QoS 2", Takes(m => m is { Dup: true, QoS: QualityOfService.ExactlyOnce } ? null : m)),
        Mutant("MQTT5-4.3.2-5 MQTT3-4.3.2-2", "takes a new message at QoS 1 with the DUP flag for the old one", Answers<PublishPacket>((m, _) => m is { Dup: true, QoS: QualityOfService.AtLeastOnce } ? new PubAckPacket { PacketId = m.PacketId } : null)),
        Mutant("MQTT5-4.3.3-12 MQTT3-4.3.3-2", "takes a new message at QoS 2 with the DUP flag for the old one", Answers<PublishPacket>((m, _) => m is { Dup: true, QoS: QualityOfService.ExactlyOnce } ? new PubRecPacket { PacketId = m.PacketId } : null)),
        Mutant("MQTT5-4.3.3-12 MQTT3-4.3.3-2", "remembers a packet identifier at QoS 2 beyond its release", Answers<PublishPacket>((m, x) => x.Asked.OfType<PublishPacket>().Count(p => p.QoS == QualityOfService.ExactlyOnce && p.PacketId == m.PacketId) > 1 ? new PubRecPacket { PacketId = m.PacketId } : null)),
        Mutant("MQTT5-3.8.4-8 MQTT3-3.8.4-6", "delivers everything at QoS 0", Delivers(m => m.At(QualityOfService.AtMostOnce))),
        Mutant("MQTT5-3.8.4-8 MQTT3-3.8.4-6", "delivers QoS 2 as QoS 1", Delivers(m => m.QoS == QualityOfService.ExactlyOnce ? m.At(QualityOfService.AtLeastOnce) : m)),
        Mutant("MQTT5-3.8.4-8 MQTT3-3.8.4-6", "delivers everything at QoS 1 at least", Delivers(m => m.QoS == 0 ? m.At(QualityOfService.AtLeastOnce) : m)),
        Mutant("MQTT5-2.2.1-4 MQTT5-4.3.2-1 MQTT5-4.3.2-2 MQTT3-4.3.2-1", "gives all messages at QoS 1 the same packet identifier", Delivers(m => m.QoS == QualityOfService.AtLeastOnce ? m with { PacketId = 1 } : m)),
        Mutant("MQTT5-2.2.1-4", "gives messages the packet identifier 0", Delivers(m => m with { PacketId = 0 })),
        Mutant("MQTT5-2.2.1-4 MQTT5-4.3.3-1 MQTT5-4.3.3-2 MQTT3-4.3.3-1", "gives all messages at QoS 2 the same packet identifier", Delivers(m => m.QoS == QualityOfService.ExactlyOnce ? m with { PacketId = 1 } : m)),
        Mutant("MQTT5-4.3.2-2 MQTT3-4.3.2-1", "sends new messages at QoS 1 with the DUP flag", Delivers(m => m with { Dup = m.QoS == QualityOfService.AtLeastOnce })),
        Mutant("MQTT5-4.3.3-2 MQTT3-4.3.3-1", "sends new messages at QoS 2 with the DUP flag", Delivers(m => m with { Dup = m.QoS == QualityOfService.ExactlyOnce })),
        Mutant("MQTT3-4.6.0-4 MQTT3-4.6.0-6", "releases out of order", Overtakes<PubRelPacket>(_ => true)),
    ];

    private static ushort Next(ushort packetId) => (ushort)((packetId % ushort.MaxValue) + 1);
}
