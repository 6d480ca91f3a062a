using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that end subscriptions wrongly, or not at all.</summary>
internal static class UnsubscribingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.10.4-1 MQTT5-3.10.4-2 MQTT3-3.10.4-1 MQTT3-3.10.4-2", "goes on with subscriptions that were ended", Answers<UnsubscribePacket>((u, _) => new UnsubAckPacket { PacketId = u.PacketId, ReasonCodes = [.. u.Filters.Select(_ => ReasonCode.Success)] })),
        Mutant("MQTT5-3.10.4-1 MQTT3-3.10.4-1", "ends every subscription whatever the filter", ToServer<UnsubscribePacket>((u, x) => u with { Filters = [.. x.Filters] })),
        Mutant("MQTT5-3.10.4-1 MQTT3-3.10.4-1", "ends subscriptions without regard to capital letters", ToServer<UnsubscribePacket>((u, x) => u with { Filters = [.. u.Filters.Select(f => x.Filters.FirstOrDefault(s => s.Equals(f, StringComparison.OrdinalIgnoreCase)) ?? f)] })),
        Mutant("MQTT5-3.10.4-3 MQTT3-3.10.4-3", "abandons deliveries when the subscription ends", FromServer<PubRelPacket>((p, x) => x.Asked.Any(a => a is UnsubscribePacket) ? null : p)),
        Mutant("MQTT5-3.10.4-4 MQTT5-3.10.4-5 MQTT3-3.10.4-4 MQTT3-3.10.4-5", "never answers an UNSUBSCRIBE", Never<UnsubAckPacket>()),
        Mutant("MQTT5-2.2.1-6 MQTT5-3.10.4-5 MQTT3-2.3.1-7 MQTT3-3.10.4-4", "answers an UNSUBSCRIBE with another packet identifier", FromServer<UnsubAckPacket>(p => p with { PacketId = (ushort)(p.PacketId ^ 0x0100) })),
        Mutant("MQTT5-3.10.4-5 MQTT3-3.10.4-5", "does not answer the end of an unknown subscription", ToServer<UnsubscribePacket>((u, x) => x.Filters.Contains(u.Filters[0]) ? u : null)),
        Mutant("MQTT5-3.10.4-6 MQTT3-3.10.4-6", "ends the first of several subscriptions only", ToServer<UnsubscribePacket>(u => u with { Filters = [u.Filters[0]] })),
        Mutant("MQTT5-3.10.4-6 MQTT3-3.10.4-6", "answers several filters with several UNSUBACK packets", Sends<UnsubAckPacket>((p, _) => [p, p])),
        Mutant("MQTT5-3.11.3-1", "answers the filters of an UNSUBSCRIBE in reverse order", FromServer<UnsubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Reverse()] })),
        Mutant("MQTT5-3.11.3-2", "answers several filters of an UNSUBSCRIBE with one code", FromServer<UnsubAckPacket>(p => p with { ReasonCodes = [p.ReasonCodes[0]] })),
        Mutant("MQTT5-3.11.3-2", "answers an UNSUBSCRIBE with a code that no UNSUBACK can have", FromServer<UnsubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Select(_ => ReasonCode.GrantedQoS1)] })),
        Mutant("MQTT5-3.11.3-2", "says of unknown subscriptions that they were ended", FromServer<UnsubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Select(_ => ReasonCode.Success)] })),
    ];
}
