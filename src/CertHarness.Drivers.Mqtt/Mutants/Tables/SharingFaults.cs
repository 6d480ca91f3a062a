using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that share messages out wrongly.</summary>
internal static class SharingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-4.8.2-1", "grants an empty share name", Grants(f => f.StartsWith("$share//", StringComparison.Ordinal))),
        Mutant("MQTT5-4.8.2-2", "grants a share name with a wildcard", Grants(f => f.StartsWith("$share/", StringComparison.Ordinal) && f.Split('/')[1].AsSpan().ContainsAny('+', '#'))),
        Mutant("MQTT5-4.8.2-2", "grants a share name without a filter", Grants(f => f.StartsWith("$share/", StringComparison.Ordinal) && f.Split('/', 3) is [_, _] or [_, _, ""])),
        Mutant("MQTT5-3.8.3-4", "grants no local on a shared subscription", Subscribes(s => s with { NoLocal = false })),
        Mutant("MQTT5-4.8.2-3", "delivers a shared message to every member of the group", Subscribes(s => s.Filter.StartsWith("$share/", StringComparison.Ordinal) ? s with { Filter = s.Filter.Split('/', 3)[2] } : s)),
        Mutant("MQTT5-4.8.2-3", "delivers to members of a group at more than it granted", Both(Subscribes(s => s with { QoS = QualityOfService.ExactlyOnce }), FromServer<SubAckPacket>((p, x) => p with { ReasonCodes = [.. x.Asked.OfType<SubscribePacket>().First(s => s.PacketId == p.PacketId).Subscriptions.Select(s => (ReasonCode)s.QoS)] }))),
        Mutant("MQTT5-4.8.2-3", "delivers to all members of a group at QoS 0", Delivers(m => m.At(QualityOfService.AtMostOnce))),
        Mutant("MQTT5-4.8.2-4", "does not complete a delivery that was begun to a member", Delivers(m => m.Dup ? null : m)),
        Mutant("MQTT5-4.8.2-4 MQTT5-4.8.2-5", "gives a delivery that was begun to another member when its member returns", ToServer<ConnectPacket>((c, x) => { foreach (var m in x.Earlier?.Unanswered ?? []) x.Earlier?.Sharer?.ToClient(m.At(0)); return c; })),
        Mutant("MQTT5-4.8.2-6", "gives a message that a member refuses to another", ToServer<PubRecPacket>((p, x) => { if (p.ReasonCode.IsFailure()) x.Sharer?.ToClient(x.Told.OfType<PublishPacket>().First(m => m.PacketId == p.PacketId).At(0)); return p; })),
    ];
}
