using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that do not pass on what was published as it was.</summary>
internal static class PublishingFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-1.5.4-3 MQTT3-1.5.3-3", "strips U+FEFF from topics", Takes(m => m with { Topic = m.Topic.Replace("\uFEFF", "", StringComparison.Ordinal) })),
        Mutant("MQTT5-2.2.1-2 MQTT3-2.3.1-5", "puts a packet identifier into messages at QoS 0", Bytes<PublishPacket>((raw, _) => (raw[0] & 0x06) != 0 ? raw : WithPacketId(raw))),
        Mutant("MQTT5-3.3.1-2 MQTT5-4.3.1-1 MQTT3-3.3.1-2 MQTT3-4.3.1-1", "sends messages at QoS 0 with the DUP flag", Delivers(m => m.QoS == 0 ? m with { Dup = true } : m)),
        Mutant("MQTT5-4.3.1-1 MQTT3-4.3.1-1", "sends messages at QoS 0 as QoS 1", Delivers(m => m.QoS == 0 ? m.At(QualityOfService.AtLeastOnce) : m)),
        Mutant("MQTT5-3.3.1-3 MQTT3-3.3.1-3", "passes the DUP flag of publishers on", Delivers((m, x) => m with { Dup = m.QoS > 0 && x.Others.SelectMany(o => o.Asked).OfType<PublishPacket>().Any(p => p.Dup && p.Topic == m.Topic) })),
        Mutant("MQTT5-3.3.1-3 MQTT3-3.3.1-3", "passes the DUP flag of publishers on, but only at QoS 2", Delivers((m, x) => m with { Dup = m.QoS == QualityOfService.ExactlyOnce && x.Others.SelectMany(o => o.Asked).OfType<PublishPacket>().Any(p => p.Dup && p.Topic == m.Topic) })),
        Mutant("MQTT5-3.3.2-3 MQTT3-3.3.2-3", "delivers messages under another topic", Delivers(m => m with { Topic = m.Topic + "/more" })),
        Mutant("MQTT5-4.5.0-1 MQTT3-4.5.0-1", "delivers a message to the first of its subscribers only", Delivers((m, x) => x.Others.Any(o => o.Told.OfType<PublishPacket>().Any(t => t.Topic == m.Topic)) ? null : m)),
        Mutant("MQTT5-4.5.0-1 MQTT3-4.5.0-1", "loses messages at QoS 0", Delivers(m => m.QoS == 0 ? null : m)),
        Mutant("MQTT5-4.5.0-1 MQTT3-4.5.0-1", "delivers nothing after a violation of the protocol, to nobody", Delivers((m, x) => x.Others.Any(o => o.Broken) ? null : m)),
        Mutant("MQTT5-4.5.0-1 MQTT3-4.5.0-1", "ends messages at a null character", Delivers(m => m.Payload.Span.IndexOf((byte)0) is >= 0 and var end ? m with { Payload = m.Payload[..end] } : m)),
        Mutant("MQTT5-4.6.0-5 MQTT5-4.6.0-6 MQTT3-4.6.0-5 MQTT3-4.6.0-6", "delivers messages out of order", Overtakes<PublishPacket>(m => m.Text() == "7")),
        Mutant("MQTT5-4.6.0-5 MQTT3-4.6.0-6", "delivers messages out of order that it kept", Both((x, f) => !x.Resumed && f.Packet is PublishPacket && Pass(x, f), Overtakes<PublishPacket>(m => m.Text() == "7"))),
        Mutant("MQTT5-4.6.0-5 MQTT5-4.6.0-6 MQTT3-4.6.0-5 MQTT3-4.6.0-6", "delivers messages at QoS 0 out of order", Overtakes<PublishPacket>(m => m.QoS == 0 && m.Text() == "7")),
        Mutant("MQTT5-4.7.3-4 MQTT3-4.7.3-4", "takes no notice of capital letters in topics", Takes(m => m with { Topic = m.Topic.ToLowerInvariant() })),
        Mutant("MQTT5-4.7.3-4 MQTT3-4.7.3-4", "composes accents in topics", Takes(m => m with { Topic = m.Topic.Replace("e\u0301", "\u00E9", StringComparison.Ordinal) })),
        Mutant("MQTT5-4.7.3-4 MQTT3-4.7.3-4", "drops empty levels of topics", Takes(m => m with { Topic = m.Topic.TrimEnd('/').Replace("//", "/", StringComparison.Ordinal) })),
        Mutant("MQTT5-4.7.3-4 MQTT3-4.7.3-4", "reads percent signs in topics as in web addresses", Takes(m => m with { Topic = Uri.UnescapeDataString(m.Topic) })),
        Mutant("MQTT5-4.7.3-4 MQTT3-4.7.3-4", "writes a sharp s in topics as two letters", Takes(m => m with { Topic = m.Topic.Replace("strasse", "stra\u00DFe", StringComparison.Ordinal) })),
    ];

    private static byte[] WithPacketId(byte[] raw)
    {
        var afterTopic = 4 + ((raw[2] << 8) | raw[3]);
        return [raw[0], (byte)(raw[1] + 2), .. raw[2..afterTopic], 0, 7, .. raw[afterTopic..]];
    }
}
