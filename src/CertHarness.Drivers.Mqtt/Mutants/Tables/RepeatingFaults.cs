using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that send again what they should not, or not what they should.</summary>
internal static class RepeatingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.3.1-1 MQTT3-3.3.1-1", "sends messages again without the DUP flag", Delivers(m => m with { Dup = false })),
        Mutant("MQTT3-2.3.1-4 MQTT3-4.4.0-1 MQTT5-4.4.0-1", "sends messages again with another packet identifier", Delivers(m => m.Dup ? m with { PacketId = (ushort)(m.PacketId + 100) } : m)),
        Mutant("MQTT5-3.3.1-1 MQTT5-4.4.0-1 MQTT3-2.3.1-4 MQTT3-3.3.1-1 MQTT3-4.4.0-1", "does not send again what was not acknowledged", Delivers(m => m.Dup ? null : m)),
        Mutant("MQTT5-4.3.2-3 MQTT3-4.3.2-1", "forgets messages at QoS 1 once they were sent", Delivers(m => m is { Dup: true, QoS: QualityOfService.AtLeastOnce } ? null : m)),
        Mutant("MQTT5-4.3.3-3 MQTT3-4.3.3-1", "forgets messages at QoS 2 once they were sent", Delivers(m => m is { Dup: true, QoS: QualityOfService.ExactlyOnce } ? null : m)),
        Mutant("MQTT3-4.6.0-1 MQTT3-4.6.0-6", "sends messages again out of order", Overtakes<PublishPacket>(m => m.Dup && m.Text() == "2")),
        Mutant("MQTT5-4.3.3-5 MQTT5-4.4.0-1 MQTT3-4.3.3-1 MQTT3-4.4.0-1", "does not send a release again", FromServer<PubRelPacket>((p, x) => x.Resumed ? null : p)),
        Mutant("MQTT5-4.3.3-6 MQTT3-4.3.3-1", "sends a message again that it has released", Answers<PubRecPacket>((p, _) => new PubRelPacket { PacketId = p.PacketId })),
        Mutant("MQTT5-4.3.3-7", "drops a message under way when its time is over", Delivers(m => m is { Dup: true, Properties.MessageExpiryInterval: not null } ? null : m)),
        Mutant("MQTT5-4.4.0-1 MQTT3-4.3.2-1", "sends acknowledged messages at QoS 1 again", ToServer<PubAckPacket>(_ => null)),
        Mutant("MQTT5-4.4.0-1 MQTT3-4.3.3-1", "sends completed messages at QoS 2 again", Both(ToServer<PubCompPacket>(_ => null), Answers<PubRecPacket>((p, _) => new PubRelPacket { PacketId = p.PacketId }))),
        Mutant("MQTT5-4.4.0-2", "sends a refused message again", ToServer<PubRecPacket>(p => p.ReasonCode.IsFailure() ? null : p)),
        Mutant("MQTT5-4.4.0-1", "sends again on the same connection what was not acknowledged", ToServer<PingReqPacket>((p, x) => { if (x.Age > TimeSpan.FromSeconds(1)) x.ToClient(x.Unanswered.Select(m => m with { Dup = true })); return p; })),
    ];
}
