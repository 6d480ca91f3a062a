using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>CONNECT, CONNACK and AUTH: how a connection begins.</summary>
internal static class ConnectStatements
{
    public static IEnumerable<PacketMonitor> All =>
    [
        .. On<ConnectPacket>(Role.Client, "MQTT5-3.1.0-2 MQTT3-3.1.0-2", "no second CONNECT", (_, s) => s.So.Connect is null),
        .. On<ConnectPacket>(
            Role.Client, "MQTT3-3.1.3-7", "clean session with an empty client identifier", (p, _) => p.CleanStart, (p, _) => p.ClientId.Length == 0),

        .. On<MqttPacket>(
            Role.Server,
            "MQTT5-3.2.0-1",
            "a CONNACK with reason code 0x00 before any packet but AUTH",
            (p, s) => p is ConnAckPacket or AuthPacket || s.So.Accepted is not null),
        .. On<MqttPacket>(Role.Server, "MQTT3-3.2.0-1", "a CONNACK as the first packet", (p, s) => p is ConnAckPacket || s.So.ConnAcks > 0),
        .. On<ConnAckPacket>(Role.Server, "MQTT5-3.2.0-2", "one CONNACK in a connection", (_, s) => s.So.ConnAcks == 0),
        .. Form<ConnAckPacket>(Role.Server, "MQTT5-3.2.2-1", "acknowledge flags of which bits 7 to 1 are 0", null, Clause.ConnAckFlags),
        .. On<ConnAckPacket>(
            Role.Server, "MQTT5-3.2.2-2 MQTT3-3.2.2-1", "session present 0 for a clean start", (p, _) => !p.SessionPresent,
            (p, s) => p.ReasonCode == ReasonCode.Success && s.So.Connect is { CleanStart: true }),
        .. On<ConnAckPacket>(
            Role.Server, "MQTT5-3.2.2-6 MQTT3-3.2.2-4", "session present 0 with a code other than 0x00", (p, _) => !p.SessionPresent,
            (p, _) => p.ReasonCode != ReasonCode.Success),
        .. Form<ConnAckPacket>(Role.Server, "MQTT5-3.2.2-8", "a reason code of CONNACK", null, Clause.ConnAckCode),
        .. Form<ConnAckPacket>(
            Role.Server, "MQTT3-3.2.2-6", "a return code from 0x00 to 0x05, and no CONNACK where none of them fits", null, Clause.ConnAckCode),
        .. On<ConnAckPacket>(
            Role.Server, "MQTT5-3.1.3-7 MQTT5-3.2.2-16", "an Assigned Client Identifier", (p, _) => p.Properties.AssignedClientIdentifier is { Length: > 0 },
            (p, s) => p.ReasonCode == ReasonCode.Success && s.So.Connect is { ClientId.Length: 0 }),
        .. On<ConnAckPacket>(
            Role.Server, "MQTT5-3.1.2-28", "no Response Information, which was not asked for", (p, _) => p.Properties.ResponseInformation is null,
            (_, s) => s.So.Connect is { Properties.RequestResponseInformation: null or 0 }),

        .. On<ConnAckPacket>(
            Role.Server, "MQTT5-4.12.0-6", "no Authentication Method, for the client named none", (p, _) => p.Properties.AuthenticationMethod is null,
            (_, s) => s.So.Connect is { Properties.AuthenticationMethod: null }),
        .. On<MqttPacket>(
            Role.Both,
            "MQTT5-4.12.0-5",
            "the Authentication Method of the CONNECT",
            (p, s) => p.AllProperties().AuthenticationMethod == s.So.Connect!.Properties.AuthenticationMethod,
            (p, s) => p is AuthPacket or ConnAckPacket { ReasonCode: ReasonCode.Success } && s.So.Connect is { Properties.AuthenticationMethod: not null }),
        .. On<AuthPacket>(
            Role.Server, "MQTT5-4.12.0-2", "reason code 0x18 before the CONNACK", (p, _) => p.ReasonCode == ReasonCode.ContinueAuthentication,
            (_, s) => s.So.ConnAcks == 0),
        .. On<AuthPacket>(
            Role.Both, "MQTT5-3.15.2-1", "a reason code of AUTH that its sender may use", (p, s) =>
                s.Sender == Role.Server ? p.ReasonCode != ReasonCode.ReAuthenticate : p.ReasonCode != ReasonCode.Success,
            null, Clause.AuthCode),
        .. On<MqttPacket>(
            Role.Client, "MQTT5-3.1.2-30", "nothing but AUTH and DISCONNECT before the CONNACK", (p, _) => p is AuthPacket or DisconnectPacket,
            (p, s) => p is not ConnectPacket && s.So is { ConnAcks: 0, Connect.Properties.AuthenticationMethod: not null }),
        .. On<AuthPacket>(
            Role.Client, "MQTT5-4.12.0-7", "no AUTH without an Authentication Method in the CONNECT",
            (_, s) => s.So.Connect is not { Properties.AuthenticationMethod: null }),
    ];
}
