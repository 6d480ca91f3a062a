using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>Packets of MQTT 3.1.1 at the edge of what the protocol can express; most of them are well-formed.</summary>
internal static class Edges
{
    private const int LongestText = ushort.MaxValue;
    private const int ManyFilters = 5000;
    private const int Begun = 1 << 20;

    /// <summary>The packets, each for a connection on which a client was let in.</summary>
    /// <param name="topic">The topic that they are about, on the wire.</param>
    /// <param name="payload">The size of a large payload in bytes.</param>
    public static IEnumerable<byte[]> Of(string topic, int payload)
    {
        var deep = topic + new string('/', LongestText - topic.Length);
        var broad = topic + string.Concat(Enumerable.Repeat("/+", (LongestText - topic.Length) / 2));
        MqttPacket[] packets =
        [
            new PublishPacket { Topic = topic + new string('x', LongestText - topic.Length), Payload = "on"u8.ToArray() },
            new PublishPacket { Topic = deep, Payload = "on"u8.ToArray() },
            Subscribe(deep),
            Subscribe(broad),
            new PublishPacket { Topic = deep, Payload = "on"u8.ToArray() },
            new UnsubscribePacket { PacketId = 2, Filters = [deep, broad] },
            Subscribe(Enumerable.Range(0, ManyFilters).Select(n => $"{topic}/{n}/#")),
            new PublishPacket { Topic = topic, Payload = new byte[payload] },
        ];
        return
        [
            .. packets.Select(p => PacketEncoder.Encode(p, MqttVersion.V311)),
            // Announced, begun and never finished: of the most that a length can say, and of an acknowledgement.
            [0x30, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[Begun]],
            [0x40, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[Begun]],
        ];
    }

    private static SubscribePacket Subscribe(params IEnumerable<string> filters) =>
        new() { PacketId = 1, Subscriptions = [.. filters.Select(f => new TopicSubscription(f))] };
}
