using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that do not notice silence, or notice it where there is none.</summary>
internal static class KeepAliveFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.12.4-1 MQTT3-3.12.4-1", "never answers a PINGREQ", Never<PingRespPacket>()),
        Mutant("MQTT5-3.1.2-22 MQTT5-3.2.2-22 MQTT3-3.1.2-24", "never notices that a client is silent", Connects(c => c with { KeepAlive = 0 })),
        Mutant("MQTT5-3.1.2-22 MQTT3-3.1.2-24", "does not count a PINGREQ as a sign of life", Answers<PingReqPacket>((_, _) => new PingRespPacket())),
        Mutant("MQTT5-3.1.2-22 MQTT3-3.1.2-24", "does not count a PUBLISH as a sign of life", Answers<PublishPacket>((p, _) => p.QoS == QualityOfService.AtLeastOnce ? new PubAckPacket { PacketId = p.PacketId } : null)),
        Mutant("MQTT5-3.1.2-22 MQTT3-3.1.2-24", "publishes no will for a client that fell silent", Connects(c => c with { Will = null })),
    ];
}
