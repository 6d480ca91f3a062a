using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that let strangers in, or let those who are in do what they may not.</summary>
internal static class AccessFaults
{
    // What the scenarios and the secured reference call them.
    private const string Stranger = "nobody-";
    private const string Forbidden = "forbidden/";

    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.1.4-2 CHMQTT-ACL-1", "accepts wrong passwords", LetsIn(user => !user.StartsWith(Stranger, StringComparison.Ordinal))),
        Mutant("MQTT5-3.1.4-2 CHMQTT-ACL-1", "accepts users that it does not know", LetsIn(user => user.StartsWith(Stranger, StringComparison.Ordinal))),
        Mutant("CHMQTT-ACL-2", "lets everybody publish everywhere", Takes((m, x) => { Tell(x, m); return m; })),
        Mutant("CHMQTT-ACL-2", "has no access list for messages at QoS 0", Takes((m, x) => { if (m.QoS == QualityOfService.AtMostOnce) Tell(x, m); return m; })),
        Mutant("CHMQTT-ACL-2", "has no access list for wills", Connects((c, x) => { if (c.Will is { } will) Tell(x, new PublishPacket { Topic = will.Topic, Payload = will.Payload }); return c; })),
        Mutant("CHMQTT-ACL-3", "lets everybody subscribe to everything", Both(FromServer<SubAckPacket>(p => p with { ReasonCodes = [.. p.ReasonCodes.Select(_ => ReasonCode.Success)] }), Takes((m, x) => { Tell(x, m); return m; }))),
        Mutant("CHMQTT-ACL-3", "refuses a subscription without permission and serves it all the same", Takes((m, x) => { Tell(x, m); return m; })),
        Mutant("CHMQTT-ACL-3", "does not see what a wildcard stands for in its access list", Takes((m, x) => { Tell(x, m, f => f.EndsWith('#')); return m; })),
        Mutant("CHMQTT-ACL-4", "forbids everybody what one may not", Delivers(m => m.Topic.StartsWith(Forbidden, StringComparison.Ordinal) ? null : m)),
        Mutant("MQTT5-4.3.3-9", "takes a message for the repetition of one that it rejected", Answers<PublishPacket>((m, x) => x.Asked.OfType<PublishPacket>().Count(p => p.QoS == QualityOfService.ExactlyOnce && p.PacketId == m.PacketId) > 1 ? new PubRecPacket { PacketId = m.PacketId } : null)),
    ];

    private static Change LetsIn(Func<string, bool> whom) => FromServer<ConnAckPacket>((p, x) =>
        p.ReasonCode != ReasonCode.Success && whom(x.Connect?.Username ?? "") ? new ConnAckPacket { ReturnCode = ConnectReturnCode.Accepted } : p);

    /// <summary>Delivers a message without permission to all others who asked for such.</summary>
    private static void Tell(Exchange sender, PublishPacket message, Func<string, bool>? filter = null)
    {
        if (!message.Topic.StartsWith(Forbidden, StringComparison.Ordinal))
            return;

        foreach (var other in sender.Others.Where(o => o.Filters.Any(f => f.StartsWith(Forbidden, StringComparison.Ordinal) && filter?.Invoke(f) != false)))
            other.ToClient(message.At(QualityOfService.AtMostOnce) with { Properties = Properties.None });
    }
}
