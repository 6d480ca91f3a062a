using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Casualties;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that break their promises on bad links.</summary>
internal static class LinkFaults
{
    private static readonly TimeSpan ShortSilence = TimeSpan.FromMilliseconds(60);

    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("RES-NET-1", "never notices a half-open peer", Connects(c => c with { KeepAlive = 0 })),
        Mutant("RES-NET-1", "publishes no will of a peer that fell silent", Wills(_ => null)),
        Mutant("RES-NET-1", "loses the will of one peer among several that fell silent", Delivers(m => m.Text() == "3" ? null : m)),
        Mutant("RES-NET-2", "refuses a client whose old connection seems to live", () => (x, f) => f.Packet is ConnectPacket c && x.Others.Any(o => o.Accepted is not null && o.ClientId == c.ClientId) && Refuses(_ => true)(x, f)),
        Mutant("RES-NET-2 RES-NET-8", "begins a new session for a client that comes back", Connects(c => c with { CleanStart = true })),
        Mutant("RES-NET-2 RES-NET-8", "takes what went into a dead link for delivered", FromServer<PublishPacket>(m => m.Dup ? null : m)),
        Mutant("RES-NET-3", "gives up a client that pauses for 60 ms", GivesUpAfter(ShortSilence)),
        Mutant("RES-NET-3 RES-NET-4", "loses the tenth message", Delivers(m => m.Text() == "10" ? null : m)),
        Mutant("RES-NET-3 RES-NET-4", "delivers the tenth message behind the eleventh", Overtakes<PublishPacket>(m => m.Text() == "10" && !IsOfBystanders(m))),
        new WireMutant("takes packets only that come in one piece", ["RES-NET-4"], _ => new WholePackets()),
        Mutant("RES-NET-7", "delivers a repeated message at QoS 2 twice", (x, f) =>
        {
            if (f is { OfClient: true, Packet: PublishPacket { Dup: true, QoS: QualityOfService.ExactlyOnce } m })
                x.ToServer(m.At(QualityOfService.AtMostOnce));
            return false;
        }),
        Mutant("RES-NET-7", "forgets at QoS 2 what it has received when the link breaks", Connects(c => c with { CleanStart = true })),
        Mutant("RES-NET-7", "takes a repeated message at QoS 2 for one that it has", Answers<PublishPacket>((m, _) => m is { Dup: true, QoS: QualityOfService.ExactlyOnce } ? new PubRecPacket { PacketId = m.PacketId } : null)),
        Mutant("RES-NET-8", "loses the tenth message to a link that breaks", Delivers(m => m.Text() == "10" ? null : m)),
    ];

    private static bool IsOfBystanders(PublishPacket message) => message.Topic.Contains("/bystander/", StringComparison.Ordinal);
}
