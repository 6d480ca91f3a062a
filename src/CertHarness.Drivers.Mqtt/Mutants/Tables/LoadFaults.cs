using System.Runtime.CompilerServices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that show what is wrong with them only under load.</summary>
internal static class LoadFaults
{
    private const int Large = 1 << 16;

    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("LOAD-THR-1 LOAD-THR-2 LOAD-MIX-1 LOAD-MIX-2 LOAD-CAP-1 LOAD-SLO-1 LOAD-FIN-1", "loses every fiftieth message that it has acknowledged", Delivers((m, x) => Told(x) % 50 == 0 ? null : m)),
        Mutant("LOAD-THR-1 LOAD-THR-2", "cuts every fiftieth message by a byte", Delivers((m, x) => Told(x) % 50 == 0 ? m with { Payload = m.Payload[..^1] } : m)),
        Mutant("LOAD-THR-1 LOAD-THR-2 LOAD-LRG-1", "stops acknowledging what a client publishes after a few messages", FromServer<PubAckPacket>((p, x) => x.Told.OfType<PubAckPacket>().Count() > 3 ? null : p)),
        Mutant("LOAD-THR-1 LOAD-THR-2 LOAD-MIX-1 LOAD-MIX-2 LOAD-FIN-1 LOAD-FAN-1 LOAD-LRG-1", "swaps messages of the same sender now and then", Swaps()),
        Mutant("LOAD-MIX-1 LOAD-MIX-2", "sends every tenth message twice", Sends<PublishPacket>((m, x) => m.QoS == QualityOfService.ExactlyOnce && Told(x, QualityOfService.ExactlyOnce) % 10 == 0 ? [m, m with { PacketId = (ushort)(m.PacketId + 30000) }] : [m])),
        Mutant("LOAD-MIX-1 LOAD-MIX-2", "does not complete messages at QoS 2 after the first of a client", FromServer<PubCompPacket>((p, x) => x.Told.OfType<PubCompPacket>().Count() > 1 ? null : p)),
        Mutant("LOAD-FIN-1", "takes no more than a hundred messages for a subscriber", Delivers((m, x) => Told(x) > 100 ? null : m)),
        Mutant("LOAD-FIN-1", "ends the connection of a subscriber whose messages come in a burst", (x, f) => { if (f.OfClient || f.Packet is not PublishPacket || Told(x) < 50) return false; x.Close(); return true; }),
        Mutant("LOAD-FAN-1", "forgets all subscribers but the first twenty", Delivers((m, x) => x.Number > 20 ? null : m)),
        Mutant("LOAD-LRG-1", "drops messages of more than 64 KiB", Delivers(m => m.Payload.Length > Large ? null : m)),
        Mutant("LOAD-LRG-1", "cuts messages at 64 KiB", Delivers(m => m.Payload.Length > Large ? m with { Payload = m.Payload[..Large] } : m)),
        Mutant("LOAD-RET-1", "keeps retained messages of the first forty topics only", Takes((m, x) => m with { Retain = m.Retain && x.Number < 40 })),
        Mutant("LOAD-RET-1", "sends a new subscriber no more than thirty retained messages", Delivers((m, x) => Told(x) > 30 ? null : m)),
        Mutant("LOAD-CON-1 LOAD-FLT-1", "lets in no more than fifty clients", (x, f) => { if (f.Packet is not ConnectPacket || x.Number < 50) return false; x.Close(); return true; }),
        Mutant("LOAD-CON-1", "leaves every tenth client without an answer", FromServer<ConnAckPacket>((p, x) => x.Number % 10 == 9 ? null : p)),
        Mutant("LOAD-FLT-1", "ends connections on which only PINGREQs come", (x, f) => { if (f.Packet is not PingReqPacket || x.Number == 0) return false; x.Close(); return true; }),
        Mutant("LOAD-FLT-1", "leaves every tenth client without a PINGRESP", FromServer<PingRespPacket>((p, x) => x.Number % 10 == 9 ? null : p)),
        Mutant("LOAD-SOK-1", "acknowledges later and later", (x, f) => { if (!f.OfClient && f.Packet is PubAckPacket) x.Wait(x.Age / 40); return false; }),
        Mutant("LOAD-SLO-1", "delivers nothing to anybody while a subscriber acknowledges nothing", Delivers((m, x) => x.Others.Any(o => Told(o) > 20 && !o.Asked.OfType<PubAckPacket>().Any()) ? null : m)),
    ];

    private static int Told(Exchange exchange) => exchange.Told.OfType<PublishPacket>().Count();

    private static int Told(Exchange exchange, QualityOfService qos) => exchange.Told.OfType<PublishPacket>().Count(m => m.QoS == qos);

    /// <summary>Every twentieth message waits for the next one of its topic and QoS, and goes out after it.</summary>
    private static Change Swaps()
    {
        var held = new ConditionalWeakTable<Exchange, Dictionary<(string, QualityOfService), PublishPacket>>();
        return Sends<PublishPacket>((message, exchange) =>
        {
            var waiting = held.GetOrCreateValue(exchange);
            if (waiting.Remove((message.Topic, message.QoS), out var before))
                return [message, before];
            if (Told(exchange) % 20 != 0)
                return [message];
            waiting[(message.Topic, message.QoS)] = message;
            return [];
        });
    }
}
