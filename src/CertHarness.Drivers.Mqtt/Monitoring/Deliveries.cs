using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>The messages at QoS 1 and 2 that one side of a connection sent over it, and how far each has come.</summary>
internal sealed class Deliveries
{
    private readonly Dictionary<ushort, Delivery> _open = [];
    private readonly HashSet<(ushort, QualityOfService)> _sent = [];
    private readonly HashSet<ushort> _released = [];

    /// <summary>How many wait for their acknowledgement: PUBACK, PUBCOMP or a PUBREC that refuses.</summary>
    public int Open => _open.Count;

    /// <summary>What waits for its acknowledgement under a packet identifier, or null.</summary>
    public Delivery? Of(ushort id) => _open.GetValueOrDefault(id);

    /// <summary>Whether a message at a QoS ever had a packet identifier.</summary>
    public bool HasSent(ushort id, QualityOfService qos) => _sent.Contains((id, qos));

    /// <summary>Whether a PUBREL with a packet identifier was sent.</summary>
    public bool HasReleased(ushort id) => _released.Contains(id);

    /// <summary>The sender sent a message.</summary>
    public void Sent(PublishPacket message)
    {
        _open[message.PacketId] = new Delivery(message, Released: false);
        _sent.Add((message.PacketId, message.QoS));
    }

    /// <summary>The sender sent PUBREL.</summary>
    public void Released(ushort id)
    {
        _released.Add(id);
        if (_open.TryGetValue(id, out var delivery))
            _open[id] = delivery with { Released = true };
    }

    /// <summary>The receiver answered.</summary>
    public void Answered(MqttPacket answer)
    {
        if (answer is PubAckPacket { PacketId: var acknowledged })
            _open.Remove(acknowledged);
        else if (answer is PubCompPacket { PacketId: var completed })
            _open.Remove(completed);
        else if (answer is PubRecPacket { PacketId: var refused } receipt && receipt.ReasonCode.IsFailure())
            _open.Remove(refused);
    }
}

/// <summary>A message that was sent and is not acknowledged.</summary>
/// <param name="Message">The packet that was sent last for it.</param>
/// <param name="Released">Whether its PUBREL was sent.</param>
internal sealed record Delivery(PublishPacket Message, bool Released)
{
    /// <summary>Whether a packet with the same identifier carries the same message; another one may not have that identifier yet.</summary>
    public bool Carries(PublishPacket packet) =>
        packet.QoS == Message.QoS && (packet.Topic == Message.Topic || packet.Topic.Length == 0 || Message.Topic.Length == 0)
        && packet.Payload.Span.SequenceEqual(Message.Payload.Span);
}
