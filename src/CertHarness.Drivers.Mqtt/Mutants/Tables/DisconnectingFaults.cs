using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that say goodbye wrongly.</summary>
internal static class DisconnectingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.14.2-1", "says goodbye with a reason code that no DISCONNECT can have", FromServer<DisconnectPacket>(p => p with { ReasonCode = ReasonCode.GrantedQoS1 })),
        Mutant("MQTT5-3.14.2-2", "says goodbye with a session expiry", FromServer<DisconnectPacket>(p => p with { Properties = p.Properties with { SessionExpiryInterval = 60 } })),
        Mutant("MQTT5-3.14.4-1", "sends a packet after its goodbye", Sends<DisconnectPacket>((p, _) => [p, new PingRespPacket()])),
        Mutant("MQTT5-3.14.4-2", "keeps the connection open after its goodbye", StaysOpen(x => x.Told.Any(t => t is DisconnectPacket))),
    ];
}
