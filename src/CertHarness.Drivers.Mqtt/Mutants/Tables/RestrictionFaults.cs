using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that lack something and do not say so, or do not keep to what they say.</summary>
internal static class RestrictionFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.2.2-9", "does not say up to which QoS it takes messages", FromServer<ConnAckPacket>(p => p with { Properties = p.Properties with { MaximumQoS = null } })),
        Mutant("MQTT5-3.2.2-10", "refuses a subscription at a QoS that it lacks", FromServer<SubAckPacket>((p, x) => Asks(x, QualityOfService.ExactlyOnce) ? p with { ReasonCodes = [ReasonCode.ImplementationSpecificError] } : p)),
        Mutant("MQTT5-3.2.2-10", "ends the connection over a subscription at a QoS that it lacks", (x, f) => { if (f.Packet is not SubAckPacket || !Asks(x, QualityOfService.ExactlyOnce)) return false; x.Close(); return true; }),
        Mutant("MQTT5-3.2.2-10", "refuses subscriptions at QoS 0", FromServer<SubAckPacket>((p, x) => Asks(x, QualityOfService.AtMostOnce) ? p with { ReasonCodes = [ReasonCode.UnspecifiedError] } : p)),
        Mutant("MQTT5-3.2.2-12", "accepts a will at a QoS that it lacks", Wills(w => w with { QoS = QualityOfService.AtLeastOnce })),
        Mutant("MQTT5-3.2.2-13", "accepts a will to be retained although it retains nothing", Wills(w => w with { Retain = false })),
        Mutant("MQTT5-3.1.3-8 MQTT5-3.2.2-12 MQTT5-3.2.2-13", "refuses a client twice", Sends<ConnAckPacket>((p, _) => p.ReasonCode == ReasonCode.Success ? [p] : [p, p])),
        Mutant("MQTT3-3.8.3-2", "grants a filter with a wildcard and knows no wildcards", FromServer<SubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Select(_ => ReasonCode.GrantedQoS1)] })),
        Mutant("MQTT3-3.8.3-2", "does not know the wildcard for many levels and grants it", Grants(f => f.EndsWith('#'))),
        Mutant("MQTT3-3.8.3-2", "does not know the wildcard for one level and grants it", Grants(f => f.Contains('+', StringComparison.Ordinal))),
    ];

    private static bool Asks(Exchange exchange, QualityOfService qos) =>
        exchange.Asked.OfType<SubscribePacket>().Any(s => s.Subscriptions.Any(t => t.QoS == qos));
}
