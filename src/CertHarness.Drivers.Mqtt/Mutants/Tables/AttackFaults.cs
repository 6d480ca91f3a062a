using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Casualties;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that let others suffer for malformed packets.</summary>
internal static class AttackFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("RES-MAL-1", "dies at the thousandth malformed packet", Dies(1000, IsMalformed)),
        Mutant("RES-MAL-1", "dies of half a surrogate pair", Dies(1, f => f.Breaks(Wire.Clause.WellFormedUtf8) && f.Raw.Span.IndexOf<byte>([0xED, 0xA0, 0x80]) >= 0)),
        Mutant("RES-MAL-1", "delivers nothing any more after a hundred malformed packets", After(100, IsMalformed, Never<PublishPacket>())),
        Mutant("RES-MAL-1 RES-MAL-2 RES-NET-5", "ends everybody's connection on a protocol error", EndsAll(IsMalformed)),
        Mutant("RES-MAL-1 RES-NET-5", "dies of a malformed PUBLISH", Dies(1, f => IsMalformed(f) && f.Type == PacketType.Publish)),
        Mutant("RES-MAL-2", "forgets retained messages after malformed packets", After(10, IsMalformed, FromServer<PublishPacket>(m => m.Retain ? null : m))),
        Mutant("RES-MAL-2 RES-MAL-3", "forgets sessions after malformed packets", After(1, IsMalformed, Connects(c => c with { CleanStart = true }))),
        Mutant("RES-MAL-3", "ends the session of a client that sends a malformed packet", Connects((c, x) => HasBroken(c, x) ? c with { CleanStart = true } : c)),
        Mutant("RES-MAL-3", "lets nobody in again who has sent a malformed packet", () => (x, f) => f.Packet is ConnectPacket c && HasBroken(c, x) && Refuses(_ => true)(x, f)),
        Mutant("RES-MAL-4", "ends the connection of whom a malformed CONNECT names", (x, f) =>
        {
            if (f is { OfClient: true, Type: PacketType.Connect, Fault: not null })
                x.Others.Where(o => o.Accepted is not null && f.Raw.Span.IndexOf(Encoding.UTF8.GetBytes(o.ClientId)) >= 0).ToList().ForEach(o => o.Close());
            return false;
        }),
    ];

    private static bool IsMalformed(Frame frame) => frame is { OfClient: true, Fault: not null };

    private static bool HasBroken(ConnectPacket connect, Exchange exchange) => exchange.Others.Any(o => o.Broken && o.Connect?.ClientId == connect.ClientId);
}
