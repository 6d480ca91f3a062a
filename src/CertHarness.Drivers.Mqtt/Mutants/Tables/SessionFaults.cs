using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that mix up, lose or keep sessions.</summary>
internal static class SessionFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.1.2-4 MQTT5-3.1.4-4 MQTT3-3.1.2-6 MQTT3-3.1.4-3", "goes on with the old session in spite of a clean start", Connects(c => c with { CleanStart = false })),
        Mutant("MQTT5-3.1.2-5 MQTT5-3.1.2-23 MQTT3-3.1.2-4", "begins a new session whenever a client returns", Connects(c => c with { CleanStart = true })),
        Mutant("MQTT5-3.1.2-23", "forgets every session with its connection", ConnectsWith(p => p with { SessionExpiryInterval = null })),
        Mutant("MQTT5-3.1.2-23", "ends sessions after a second", ConnectsWith(p => p.SessionExpiryInterval > 1 ? p with { SessionExpiryInterval = 1 } : p)),
        Mutant("MQTT5-3.1.2-23 MQTT5-4.5.0-1 MQTT3-3.1.2-5 MQTT3-4.5.0-1", "keeps no messages for clients that are away", Delivers((m, x) => x.Resumed ? null : m)),
        Mutant("MQTT5-3.1.2-5 MQTT5-3.1.2-23 MQTT3-3.1.2-4", "forgets the subscriptions of a session that it resumes", Delivers((m, x) => x.Resumed ? null : m)),
        Mutant("MQTT5-3.1.2-23 MQTT5-4.5.0-1 MQTT3-3.1.2-5 MQTT3-4.5.0-1", "forgets the session of a client whose connection broke", ToServer<ConnectPacket>((c, x) => c with { CleanStart = c.CleanStart || (x.Earlier is { } e && !e.Asked.Any(a => a is DisconnectPacket)) })),
        Mutant("MQTT5-3.1.3-2 MQTT3-3.1.3-2", "takes all clients of a version with a lasting session for one", Connects(c => c.CleanStart ? c : c with { ClientId = $"client{c.ProtocolLevel}" })),
        Mutant("MQTT5-3.1.4-3 MQTT3-3.1.4-2", "serves two connections with the same client identifier", ToServer<ConnectPacket>((c, x) => c with { ClientId = c.ClientId + x.Number })),
        Mutant("MQTT5-3.1.4-3", "ends a connection that was taken over with the wrong reason code", FromServer<DisconnectPacket>(p => p with { ReasonCode = ReasonCode.ServerBusy })),
        Mutant("MQTT3-3.1.4-2", "keeps a connection open that was taken over", StaysOpen(x => x.Others.Any(o => o.ClientId == x.ClientId))),
        Mutant("MQTT5-3.1.4-3", "says that a connection was taken over and keeps it open", StaysOpen(x => x.Told.Any(t => t is DisconnectPacket))),
        Mutant("MQTT5-4.1.0-2", "keeps sessions that are not to last", ConnectsWith(p => p with { SessionExpiryInterval = p.SessionExpiryInterval ?? 60 })),
        Mutant("MQTT5-4.1.0-2", "overlooks that a client ends its session when it leaves", ToServer<DisconnectPacket>(p => p with { Properties = Properties.None })),
        Mutant("MQTT5-4.1.0-2", "keeps sessions beyond their time", ConnectsWith(p => p.SessionExpiryInterval == 1 ? p with { SessionExpiryInterval = 60 } : p)),
        Mutant("MQTT3-3.1.2-6", "keeps sessions that are not to last", ToServer<ConnectPacket>((c, x) => x.Earlier is null ? c with { CleanStart = false } : c)),
        Mutant("MQTT5-4.1.0-1 MQTT3-4.1.0-1 MQTT3-4.1.0-2", "ends sessions while their connection is open", Delivers((m, x) => x.Age > TimeSpan.FromSeconds(1) ? null : m)),
        Mutant("MQTT3-3.1.2-7", "clears retained messages when their publisher leaves", (x, f) => { if (f is { OfClient: true, Packet: DisconnectPacket }) x.ToServer(x.Asked.OfType<PublishPacket>().Where(m => m.Retain).Select(m => m.At(0) with { Payload = default })); return false; }),
    ];
}
