using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that lose or change what they carry, or that the standard alone does not teach how to talk to.</summary>
internal static class InterworkingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-4.2-1 MQTT3-7.1.1-1", "loses one message of many", Delivers(m => m.Text() == "150" ? null : m)),
        Mutant("MQTT5-4.2-1 MQTT3-7.1.1-1", "delivers one message of many twice", Sends<PublishPacket>((m, _) => m.Text() == "150" ? [m, m] : [m])),
        Mutant("MQTT5-4.2-1 MQTT3-7.1.1-1", "swaps two messages of many", Overtakes<PublishPacket>(m => m.Text() == "150")),
        Mutant("MQTT5-4.2-1 MQTT3-7.1.1-1", "changes a byte of one message of many", Delivers(m => m.Text() == "150" ? m with { Payload = "15O"u8.ToArray() } : m)),
        Mutant("MQTT5-4.2-1 MQTT3-7.1.1-1", "sends one message of many at QoS 3", Bytes<PublishPacket>((raw, _) => Encoding.ASCII.GetString(raw).EndsWith("200", StringComparison.Ordinal) ? [(byte)(raw[0] | 0x06), .. raw[1..]] : raw)),
        Mutant("MQTT5-4.2-1 MQTT3-7.1.1-1", "ends connections that carry many messages", (x, _) => { if (x.Told.OfType<PublishPacket>().Count() > 100) x.Close(); return false; }),
        Mutant("MQTT3-7.0.0-2", "answers no PINGREQ of who has subscribed", FromServer<PingRespPacket>((p, x) => x.Filters.Any(f => f.EndsWith("/state", StringComparison.Ordinal)) ? null : p)),
        Mutant("MQTT3-7.0.0-2", "ends the connection of who publishes without a licence", (x, f) => { if (f is not { OfClient: false, Packet: PubCompPacket done }) return false; x.ToClient(done); x.Close(); return true; }),
        Mutant("MQTT3-7.0.0-2", "passes nothing on at QoS 2 that no licence covers", Takes(m => m.QoS == QualityOfService.ExactlyOnce ? m with { Topic = "dropped" } : m)),
    ];
}
