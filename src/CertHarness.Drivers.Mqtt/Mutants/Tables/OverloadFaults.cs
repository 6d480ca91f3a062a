using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Casualties;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that let others suffer for one client's excess.</summary>
internal static class OverloadFaults
{
    private const int ManySlashes = 1000;
    private const int ManyBytes = 1 << 20;
    private const int ManyStrangers = 20;

    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("RES-OVR-1", "dies at the five hundredth client", Dies(500, Is<ConnectPacket>)),
        Mutant("RES-OVR-1", "delivers nothing while very many clients come", After(100, Is<ConnectPacket>, Never<PublishPacket>())),
        Mutant("RES-OVR-1 RES-OVR-2", "ends everybody's connection at the three hundredth client", Dies(300, Is<ConnectPacket>)),
        Mutant("RES-OVR-2", "refuses everybody after a storm", After(300, Is<ConnectPacket>, Refuses(_ => true))),
        Mutant("RES-OVR-2", "answers no SUBSCRIBE after a storm", After(300, Is<ConnectPacket>, Never<SubAckPacket>())),
        new WireMutant("lets one slow reader stall all", ["RES-OVR-3", "RES-NET-6"], _ => new OneWriter(new SemaphoreSlim(1))),
        Mutant("RES-OVR-3 RES-NET-6", "dies of 8 MiB that a subscriber does not take", Dies(8 << 20, (_, f) => f is { OfClient: true, Packet: PublishPacket p } && p.Topic.EndsWith("camera/1", StringComparison.Ordinal) ? f.Raw.Length : 0)),
        Mutant("RES-OVR-5", "loses messages for all while one does not acknowledge", LosesWhileUnacknowledged(50)),
        Mutant("RES-OVR-5", "ends everybody's connection where one does not acknowledge", () => Dies(200, (x, f) => f is { OfClient: false, Packet: PublishPacket { PacketId: > 0 } } && !x.Asked.Any(a => a is PubAckPacket) ? 1 : 0)()),
        Mutant("RES-OVR-6", "dies at the ten thousandth message", Dies(10_000, Is<PublishPacket>)),
        Mutant("RES-OVR-6", "loses others' messages in a flood", After(1000, Is<PublishPacket>, Delivers(_ => null))),
        Mutant("RES-OVR-7", "dies at the thousandth retained message", Dies(1000, f => f is { OfClient: true, Packet: PublishPacket { Retain: true } })),
        Mutant("RES-OVR-7", "delivers nothing any more when it keeps a thousand messages", After(1000, f => f is { OfClient: true, Packet: PublishPacket { Retain: true } }, Delivers(_ => null))),
        Mutant("RES-OVR-8", "dies of a topic of a thousand levels", Dies(1, f => f is { OfClient: true, Packet: PublishPacket p } && p.Topic.Count(c => c == '/') > ManySlashes)),
        Mutant("RES-OVR-8", "dies of a filter of a thousand wildcards", Dies(1, f => f is { OfClient: true, Packet: SubscribePacket s } && s.Subscriptions.Any(o => o.Filter.Count(c => c == '+') > ManySlashes))),
        Mutant("RES-OVR-8", "dies of a message of more than 1 MiB", Dies(1, f => f is { OfClient: true, Packet: PublishPacket } && f.Raw.Length > ManyBytes)),
        Mutant("RES-OVR-9", "dies at the thousandth subscription", Dies(1000, (_, f) => f is { OfClient: true, Packet: SubscribePacket s } ? s.Subscriptions.Count : 0)),
        Mutant("RES-OVR-9", "finds nobody any more when there are a thousand subscriptions", After(1000, (_, f) => f is { OfClient: true, Packet: SubscribePacket s } ? s.Subscriptions.Count : 0, Delivers(_ => null))),
        Mutant("RES-OVR-10 RES-NET-9", "lets nobody in where twenty have not introduced themselves", () => (x, f) => f.Packet is ConnectPacket && x.Others.Count(o => o.Connect is null) > ManyStrangers && Refuses(_ => true)(x, f)),
        Mutant("RES-OVR-10 RES-NET-9", "serves nobody where twenty have not introduced themselves", FromServer<PublishPacket>((m, x) => x.Others.Count(o => o.Connect is null) > ManyStrangers ? null : m)),
    ];

    private static bool Is<T>(Frame frame)
        where T : MqttPacket => frame is { OfClient: true, Packet: T };
}
