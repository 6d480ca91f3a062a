using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that lose wills, keep them, or publish them wrongly.</summary>
internal static class WillFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.1.2-7 MQTT5-3.1.2-8 MQTT3-3.1.2-8 MQTT3-3.1.2-9", "publishes no will", Wills(_ => null)),
        Mutant("MQTT5-3.1.3-1", "reads the payload of a will before its topic", Wills(w => w with { Topic = Encoding.UTF8.GetString(w.Payload.Span), Payload = Encoding.UTF8.GetBytes(w.Topic) })),
        Mutant("MQTT5-3.1.2-7 MQTT3-3.1.2-9", "publishes wills at QoS 0", Wills(w => w with { QoS = QualityOfService.AtMostOnce })),
        Mutant("MQTT5-3.1.2-7 MQTT3-3.1.2-8", "publishes wills empty", Wills(w => w with { Payload = default })),
        Mutant("MQTT5-3.1.2-10 MQTT5-3.14.4-3 MQTT3-3.1.2-10 MQTT3-3.14.4-3", "publishes the will of a client that said goodbye", ToServer<DisconnectPacket>(_ => null)),
        Mutant("MQTT5-3.1.2-10 MQTT3-3.1.2-10 MQTT3-3.1.2-12", "keeps a will that it has published", ToServer<ConnectPacket>((c, x) => c with { Will = c.Will ?? x.Earlier?.Connect?.Will })),
        Mutant("MQTT5-3.1.2-14 MQTT3-3.1.2-16", "retains every will", Wills(w => w with { Retain = true })),
        Mutant("MQTT5-3.1.2-15 MQTT3-3.1.2-17", "retains no will", Wills(w => w with { Retain = false })),
        Mutant("MQTT5-3.1.2-8 MQTT5-3.1.3-9", "publishes wills without their delay", Wills(w => w with { Properties = w.Properties with { WillDelayInterval = null } })),
        Mutant("MQTT5-3.1.2-8", "takes a goodbye with will for one without", ToServer<DisconnectPacket>(p => p with { ReasonCode = ReasonCode.Success })),
        Mutant("MQTT5-3.1.2-8", "lets a will wait although its session is over", ConnectsWith(p => p with { SessionExpiryInterval = 3600 })),
        Mutant("MQTT5-3.1.2-8 MQTT3-3.1.2-8", "publishes no will after a violation of the protocol", (x, f) => { if (f is not { OfClient: true, Fault: not null }) return false; x.ToServer(new DisconnectPacket()); return true; }),
        Mutant("MQTT5-3.1.3-10", "turns the user properties of a will round", Wills(w => w with { Properties = w.Properties with { UserProperties = [.. w.Properties.UserProperties.Reverse()] } })),
        Mutant("MQTT5-3.14.1-1 MQTT3-3.14.1-1", "takes a malformed goodbye for a good one", (x, f) => { if (!f.Breaks(Clause.DisconnectFlags)) return false; x.ToServer(new DisconnectPacket()); return true; }),
    ];
}
