using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that answer a correct CONNECT wrongly.</summary>
internal static class IntroductionFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.1.4-5 MQTT3-3.1.4-4", "refuses a client that introduces itself correctly", Refuses(_ => true)),
        Mutant("MQTT5-3.2.0-1 MQTT3-3.2.0-1", "sends a PINGRESP before the CONNACK", Sends<ConnAckPacket>((p, _) => [new PingRespPacket(), p])),
        Mutant("MQTT5-3.2.0-2", "sends the CONNACK twice", Sends<ConnAckPacket>((p, _) => [p, p])),
        Mutant("MQTT5-3.2.2-1", "sets a reserved flag of the CONNACK", FromServer<ConnAckPacket>(p => p with { AcknowledgeFlags = 0x80 })),
        Mutant("MQTT3-3.2.2-6", "answers a CONNECT with a return code that does not exist", FromServer<ConnAckPacket>(p => p with { ReturnCode = (ConnectReturnCode)6 })),
        Mutant("MQTT5-3.2.2-2 MQTT3-3.2.2-1", "says that a session is present after a clean start", FromServer<ConnAckPacket>((p, x) => p with { SessionPresent = x.Connect!.CleanStart })),
        Mutant("MQTT5-3.2.2-3 MQTT3-3.2.2-2", "never says that a session is present", FromServer<ConnAckPacket>(p => p with { SessionPresent = false })),
        Mutant("MQTT5-3.2.2-3 MQTT5-3.1.2-6 MQTT3-3.2.2-3", "says that a session is present where there is none", FromServer<ConnAckPacket>(p => p with { SessionPresent = true })),
        Mutant("MQTT5-3.1.3-5 MQTT3-3.1.3-5", "refuses client identifiers with a capital letter", Refuses(c => c.ClientId.Any(char.IsAsciiLetterUpper))),
        Mutant("MQTT5-3.1.3-5 MQTT3-3.1.3-5", "refuses client identifiers that begin with a digit", Refuses(c => char.IsAsciiDigit(c.ClientId[0]))),
        Mutant("MQTT5-3.1.3-5 MQTT3-3.1.3-5", "refuses client identifiers of 23 characters", Refuses(c => c.ClientId.Length == 23)),
        Mutant("MQTT5-3.1.3-5 MQTT3-3.1.3-5", "refuses client identifiers of one character", Refuses(c => c.ClientId.Length == 1)),
        Mutant("MQTT5-3.1.3-6 MQTT5-3.2.2-16", "assigns the same client identifier to all", FromServer<ConnAckPacket>(p => p.Properties.AssignedClientIdentifier is null ? p : p with { Properties = p.Properties with { AssignedClientIdentifier = "client" } })),
        Mutant("MQTT5-3.1.3-7 MQTT5-3.2.2-16", "does not tell the client identifier that it assigned", FromServer<ConnAckPacket>(p => p with { Properties = p.Properties with { AssignedClientIdentifier = null } })),
        Mutant("MQTT5-3.1.3-7", "ends the session of a client whose identifier it assigned", Connects(c => c with { CleanStart = true })),
        Mutant("MQTT3-3.1.3-6", "takes all clients without a client identifier for one", Connects(c => c.ClientId.Length == 0 ? c with { ClientId = "client" } : c)),
        Mutant("MQTT3-3.1.3-8", "keeps a session for a client without a client identifier", Connects(c => c.ClientId.Length == 0 ? c with { ClientId = "client" } : c)),
        Mutant("MQTT3-3.1.3-8 MQTT3-3.1.3-9", "refuses a client identifier with the return code 5", FromServer<ConnAckPacket>(p => p.ReturnCode == ConnectReturnCode.IdentifierRejected ? p with { ReturnCode = ConnectReturnCode.NotAuthorized } : p)),
        Mutant("MQTT5-3.1.2-28", "sends response information to a client that wants none", FromServer<ConnAckPacket>(p => p with { Properties = p.Properties with { ResponseInformation = "answers" } })),
        Mutant("MQTT5-3.1.2-29", "explains a PUBACK to a client that wants no explanations", FromServer<PubAckPacket>(p => p with { Properties = p.Properties with { ReasonString = "done" } })),
        Mutant("MQTT5-3.1.2-29", "explains a PUBREC to a client that wants no explanations", FromServer<PubRecPacket>(p => p with { Properties = p.Properties with { ReasonString = "received" } })),
        Mutant("MQTT5-3.1.2-29", "explains a PUBCOMP to a client that wants no explanations", FromServer<PubCompPacket>(p => p with { Properties = p.Properties with { ReasonString = "done" } })),
        Mutant("MQTT5-3.1.2-29", "adds a user property to the SUBACK of a client that wants no explanations", FromServer<SubAckPacket>(p => p with { Properties = p.Properties with { UserProperties = [new("why", "so")] } })),
        Mutant("MQTT5-3.1.2-29", "explains an UNSUBACK to a client that wants no explanations", FromServer<UnsubAckPacket>(p => p with { Properties = p.Properties with { ReasonString = "done" } })),
        Mutant("MQTT5-4.12.0-1", "accepts an authentication method that it does not know", ConnectsWith(p => p with { AuthenticationMethod = null })),
        Mutant("MQTT5-4.12.0-6", "names an authentication method to a client that named none", FromServer<ConnAckPacket>(p => p with { Properties = p.Properties with { AuthenticationMethod = "secret" } })),
    ];
}
