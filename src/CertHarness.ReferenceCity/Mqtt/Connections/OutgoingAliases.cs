using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>The topic aliases that one connection's client was told (MQTT 5.0, clause 3.3.2.3.4): first come, first served.</summary>
/// <param name="maximum">The client's Topic Alias Maximum.</param>
internal sealed class OutgoingAliases(ushort maximum)
{
    private readonly Dictionary<string, ushort> _known = [];

    /// <summary>The packet as it is sent: with an alias for its topic, if there is one or one can be given.</summary>
    public PublishPacket Apply(PublishPacket packet)
    {
        if (_known.TryGetValue(packet.Topic, out var alias))
            return packet with { Topic = "", Properties = packet.Properties with { TopicAlias = alias } };
        return _known.Count < maximum
            ? packet with { Properties = packet.Properties with { TopicAlias = (ushort)(_known.Count + 1) } }
            : packet;
    }

    /// <summary>Remembers what the client was told.</summary>
    public void Sent(PublishPacket packet)
    {
        if (packet is { Topic.Length: > 0, Properties.TopicAlias: { } alias })
            _known[packet.Topic] = alias;
    }
}
