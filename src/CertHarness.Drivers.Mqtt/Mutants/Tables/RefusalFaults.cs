using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that let clients in, or half in, that they have to refuse.</summary>
internal static class RefusalFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.1.0-1 MQTT3-3.1.0-1", "answers a PINGREQ before the CONNECT", Answers<PingReqPacket>((_, x) => x.Connect is null ? new PingRespPacket() : null)),
        Mutant("MQTT5-3.1.0-1", "grants a subscription before the CONNECT", Answers<SubscribePacket>((p, x) => x.Connect is null ? new SubAckPacket { PacketId = p.PacketId, ReasonCodes = [ReasonCode.Success] } : null)),
        Mutant("MQTT3-3.1.0-1", "grants a subscription before the CONNECT", Answers<SubscribePacket>((p, x) => x.Connect is null ? new SubAckPacket { PacketId = p.PacketId, ReasonCodes = [ReasonCode.Success] } : null)),
        Mutant("MQTT5-3.1.0-1", "overlooks a PUBLISH before the CONNECT", Takes((p, x) => x.Connect is null ? null : p)),
        Mutant("MQTT3-3.1.0-1", "overlooks a PUBLISH before the CONNECT", Takes((p, x) => x.Connect is null ? null : p)),
        Mutant("MQTT5-3.14.0-1 MQTT5-3.1.4-2", "says goodbye to a client that it has not accepted", (x, f) => { if (!f.OfClient && f.IsEnd && x.Accepted is null) x.ToClient(new DisconnectPacket { ReasonCode = ReasonCode.ProtocolError }); return false; }),
        Mutant("MQTT5-3.1.0-2 MQTT3-3.1.0-2 MQTT5-4.13.1-1 MQTT3-4.8.0-1", "overlooks a second CONNECT", ToServer<ConnectPacket>((p, x) => x.Accepted is null ? p : null)),
        Mutant("MQTT5-3.1.0-2 MQTT3-3.1.0-2", "answers a second CONNECT", Answers<ConnectPacket>((_, x) => x.Accepted)),
        Mutant("MQTT5-3.1.2-1 MQTT3-3.1.2-1", "accepts any protocol name", Accepts(f => f.Fault is UnsupportedProtocolException { ProtocolLevel: null })),
        Mutant("MQTT5-3.1.2-2", "accepts any protocol version", Accepts(f => f.Fault is UnsupportedProtocolException { ProtocolLevel: not null })),
        Mutant("MQTT3-3.1.2-2", "accepts any protocol version", Accepts(f => f.Fault is UnsupportedProtocolException { ProtocolLevel: not null })),
        Mutant("MQTT3-3.1.2-2", "refuses an unknown protocol version with the return code 5", FromServer<ConnAckPacket>(p => p.ReasonCode == ReasonCode.Success ? p : p with { ReturnCode = ConnectReturnCode.NotAuthorized })),
        Mutant("MQTT3-3.1.2-2", "refuses an unknown protocol version and keeps the connection open", StaysOpen(x => x.Accepted is null)),
        Mutant("MQTT5-3.1.2-3 MQTT3-3.1.2-3", "accepts a CONNECT whose reserved flag is set", Accepts(Clause.ConnectReserved)),
        Mutant("MQTT5-3.1.3-3 MQTT3-3.1.3-3", "accepts a CONNECT without a client identifier field", Accepts(Clause.RemainingLength, "client identifier")),
        Mutant("MQTT5-3.1.2-9 MQTT3-3.1.2-9", "accepts a CONNECT that announces a will and has none", Accepts(f => (f.ConnectFlags & 0x04) != 0 && (f.Breaks(Clause.RemainingLength, "will") || f.Breaks(Clause.NoProperties)))),
        Mutant("MQTT5-3.1.2-12 MQTT3-3.1.2-14", "accepts a will at QoS 3", Accepts(Clause.WillQoS)),
        Mutant("MQTT5-3.1.2-11 MQTT3-3.1.2-11 MQTT3-3.1.2-13", "accepts a will QoS without a will", Accepts(Clause.WillQoSWithoutWill)),
        Mutant("MQTT5-3.1.2-13 MQTT3-3.1.2-11 MQTT3-3.1.2-15", "accepts a will retain flag without a will", Accepts(Clause.WillRetainWithoutWill)),
        Mutant("MQTT5-3.1.2-17 MQTT3-3.1.2-19", "accepts a CONNECT that announces a user name and has none", Accepts(Clause.RemainingLength, "user name")),
        Mutant("MQTT5-3.1.2-19 MQTT3-3.1.2-21", "accepts a CONNECT that announces a password and has none", Accepts(Clause.RemainingLength, "password")),
        Mutant("MQTT5-3.1.2-16 MQTT3-3.1.2-18", "accepts a user name that no flag announces", Accepts(f => f.ConnectFlags < 0x80 && f.Breaks(Clause.RemainingLength, "too many"))),
        Mutant("MQTT5-3.1.2-18 MQTT3-3.1.2-20", "accepts a password that no flag announces", Accepts(f => f.ConnectFlags >= 0x80 && f.Breaks(Clause.RemainingLength, "too many"))),
        Mutant("MQTT3-3.1.2-22", "accepts a password without a user name", Accepts(Clause.PasswordWithoutUserName)),
        Mutant("MQTT5-3.1.3-4 MQTT3-3.1.3-4 MQTT5-1.5.4-1 MQTT3-1.5.3-1", "accepts a client identifier that is ill-formed UTF-8", Accepts(Clause.WellFormedUtf8, "client identifier")),
        Mutant("MQTT5-1.5.4-2 MQTT3-1.5.3-2", "accepts a client identifier with a null character", Accepts(Clause.NullCharacter, "client identifier")),
        Mutant("MQTT5-3.1.3-11 MQTT3-3.1.3-10 MQTT5-1.5.4-1 MQTT3-1.5.3-1", "accepts a will topic that is ill-formed UTF-8", Accepts(Clause.WellFormedUtf8, "will topic")),
        Mutant("MQTT5-3.1.3-12 MQTT3-3.1.3-11 MQTT5-1.5.4-1 MQTT3-1.5.3-1", "accepts a user name that is ill-formed UTF-8", Accepts(Clause.WellFormedUtf8, "user name")),
        Mutant("MQTT5-3.1.4-1", "accepts a CONNECT with properties that no CONNECT may have", Accepts(Clause.Properties)),
        Mutant("MQTT5-3.1.4-1 MQTT5-4.13.1-1", "accepts a receive maximum of 0", Accepts(Clause.Properties, "Receive Maximum")),
        Mutant("MQTT5-3.1.4-1 MQTT5-4.13.1-1", "accepts a maximum packet size of 0", Accepts(Clause.Properties, "Maximum Packet Size")),
        Mutant("MQTT5-3.1.4-1 MQTT5-4.13.1-1", "accepts a session expiry that occurs twice", Accepts(Clause.Properties, "more than once")),
        Mutant("MQTT5-3.1.4-1 MQTT5-4.13.1-1", "accepts authentication data without a method", Accepts(Clause.AuthenticationData)),
        Mutant("MQTT5-3.1.4-1", "does nothing about a malformed CONNECT", Ignores(f => f.Type == PacketType.Connect && f.Fault is not null)),
        Mutant("MQTT3-3.1.4-1", "answers a malformed CONNECT", AnswersBadConnect(f => f.Fault is not null, new ConnAckPacket { ReasonCode = ReasonCode.NotAuthorized })),
        Mutant("MQTT3-3.1.4-1", "does nothing about a malformed CONNECT with a reserved flag", Ignores(Clause.ConnectReserved)),
        Mutant("MQTT5-3.1.4-6 MQTT5-3.1.4-2", "publishes what follows a refused CONNECT", ToServer<PublishPacket>((p, x) => { if (x.Accepted is not null) return p; foreach (var o in x.Others.Where(o => o.Accepted is not null)) o.ToServer(p); return null; })),
        Mutant("MQTT3-3.1.4-5", "publishes what follows a refused CONNECT", ToServer<PublishPacket>((p, x) => { if (x.Accepted is not null) return p; foreach (var o in x.Others.Where(o => o.Accepted is not null)) o.ToServer(p); return null; })),
        Mutant("MQTT5-3.2.2-6 MQTT3-3.2.2-4", "says that a session is present when it refuses", FromServer<ConnAckPacket>(p => p with { SessionPresent = p.ReasonCode != ReasonCode.Success })),
        Mutant("MQTT5-3.2.2-7 MQTT5-4.13.2-1 MQTT3-3.2.2-5 MQTT5-3.1.3-8 MQTT5-3.1.4-2 MQTT5-3.2.2-12 MQTT5-3.2.2-13 MQTT5-4.12.0-4 CHMQTT-ACL-1", "keeps the connection open after refusing a client", StaysOpen(x => x.Accepted is null)),
        Mutant("MQTT5-3.2.2-8", "refuses with a reason code that a CONNACK cannot have", FromServer<ConnAckPacket>(p => p.ReasonCode == ReasonCode.Success ? p : p with { ReasonCode = ReasonCode.TopicFilterInvalid })),
    ];
}
