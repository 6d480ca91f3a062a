using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that have clients prove who they are, and go wrong with it.</summary>
internal static class ProvingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-4.12.0-2", "lets a client in that has only begun to prove who it is", Answers<ConnectPacket>((c, _) => c.Properties.AuthenticationMethod is null ? null : new ConnAckPacket())),
        Mutant("MQTT5-4.12.0-2", "asks for a proof as if it were given", FromServer<AuthPacket>(p => p with { ReasonCode = ReasonCode.Success })),
        Mutant("MQTT5-4.12.0-2 MQTT5-3.15.2-1", "asks for a proof with the reason code of a client", FromServer<AuthPacket>(p => p with { ReasonCode = ReasonCode.ReAuthenticate })),
        Mutant("MQTT5-3.15.2-1", "asks for a proof with a reason code that no AUTH can have", FromServer<AuthPacket>(p => p with { ReasonCode = ReasonCode.NotAuthorized })),
        Mutant("MQTT5-4.12.0-5", "names another method when it asks for a proof", FromServer<AuthPacket>(p => p with { Properties = p.Properties with { AuthenticationMethod = "SCRAM-SHA-1" } })),
        Mutant("MQTT5-4.12.0-5", "names another method when it lets a client in", FromServer<ConnAckPacket>(p => p.Properties.AuthenticationMethod is null ? p : p with { Properties = p.Properties with { AuthenticationMethod = "SCRAM-SHA-1" } })),
        Mutant("MQTT5-4.12.0-5", "names no method when it lets a client in", FromServer<ConnAckPacket>(p => p with { Properties = p.Properties with { AuthenticationMethod = null, AuthenticationData = null } })),
        Mutant("MQTT5-4.12.0-5", "names another method when a client has proved again who it is", FromServer<AuthPacket>((p, x) => x.Accepted is null ? p : p with { Properties = p.Properties with { AuthenticationMethod = "SCRAM-SHA-1" } })),
        Mutant("MQTT5-4.12.0-4", "accepts any proof", FromServer<ConnAckPacket>((p, x) => x.Asked.Any(a => a is AuthPacket) ? new ConnAckPacket() : p)),
        Mutant("MQTT5-4.12.0-4", "says nothing to a wrong proof", Both(FromServer<ConnAckPacket>(p => p.ReasonCode == ReasonCode.Success ? p : null), StaysOpen(x => x.Accepted is null))),
        Mutant("MQTT5-4.12.1-2", "accepts any proof of a client that proves again who it is", Both(FromServer<DisconnectPacket>(_ => new AuthPacket()), StaysOpen(_ => true))),
        Mutant("MQTT5-4.12.1-2", "says nothing to a wrong proof of a client that proves again who it is", Both(Never<DisconnectPacket>(), StaysOpen(_ => true))),
        Mutant("MQTT5-3.15.2-2", "explains an AUTH at any length", FromServer<AuthPacket>(p => p with { Properties = p.Properties with { ReasonString = new string('x', 200) } })),
        Mutant("MQTT5-3.15.2-3", "adds user properties to an AUTH at any length", FromServer<AuthPacket>(p => p with { Properties = p.Properties with { UserProperties = [new("more", new string('x', 200))] } })),
    ];
}
