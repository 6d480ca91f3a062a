using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that lose messages or do not let clients return, and those that report the wrong devices as lost.</summary>
internal static class DisturbanceFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("RES-REC-1 RES-REC-3 RES-REC-4 RES-REC-5", "loses every twentieth message that it has acknowledged", Delivers(m => m.Payload.Span is [.., (byte)'1' or (byte)'3', (byte)'7'] ? null : m)),
        Mutant("RES-REC-1 RES-REC-2 RES-REC-4 RES-REC-5 RES-REC-6", "lets nobody in who comes back", FromServer<ConnAckPacket>((a, x) => x.Earlier is null ? a : null)),
        Mutant("RES-REC-1 RES-REC-2 RES-REC-4 RES-REC-5 RES-REC-6", "delivers nothing to those who come back", Delivers((m, x) => x.Earlier is null ? m : null)),
        Mutant("RES-DUR-9", "clears no retained message", Takes(m => m is { Retain: true, Payload.IsEmpty: true } ? m with { Retain = false } : m)),
        Mutant("RES-DUR-9", "keeps subscriptions that were ended", Answers<UnsubscribePacket>((request, _) => new UnsubAckPacket { PacketId = request.PacketId })),
        Mutant("RES-DUR-9", "keeps sessions that were ended", Connects(c => c with { CleanStart = false })),
        Mutant("RES-DUR-10", "reports devices as lost that said goodbye", ToServer<DisconnectPacket>(_ => null)),
        Mutant("RES-DUR-11 RES-DUR-12", "reports no device as lost", Wills(_ => null)),
        Mutant("RES-DUR-13", "reports devices as lost before they are", Wills(w => w with { Properties = w.Properties with { WillDelayInterval = null } })),
    ];
}
