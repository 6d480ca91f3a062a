using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Subscribing;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>A message for one session.</summary>
/// <param name="Message">The message.</param>
/// <param name="QoS">The QoS at which it is delivered.</param>
/// <param name="Retain">The retain flag.</param>
/// <param name="Identifiers">The subscription identifiers.</param>
internal sealed record Delivery(ApplicationMessage Message, QualityOfService QoS, bool Retain, IReadOnlyList<uint> Identifiers)
{
    /// <summary>
    /// One copy for all subscriptions of a session that match: at the highest QoS among them, but not above that of the message
    /// (MQTT5-3.3.4-2, MQTT5-3.8.4-8), with all their identifiers (MQTT5-3.3.4-4).
    /// </summary>
    public static Delivery Of(ApplicationMessage message, IReadOnlyList<Subscription> matching, bool retain)
    {
        var granted = matching.Max(s => s.Options.QoS);
        return new(
            message,
            granted < message.QoS ? granted : message.QoS,
            retain,
            [.. matching.Select(s => s.Identifier).OfType<uint>()]);
    }

    /// <summary>The packet to send.</summary>
    /// <param name="packetId">The packet identifier; 0 at QoS 0.</param>
    /// <param name="dup">Whether it was sent before (MQTT5-3.3.1-3).</param>
    /// <param name="clock">For what is left of the expiry interval.</param>
    public PublishPacket ToPacket(ushort packetId, bool dup, BrokerClock clock) => new()
    {
        Topic = Message.Topic,
        Payload = Message.Payload,
        QoS = QoS,
        Retain = Retain,
        Dup = dup,
        PacketId = packetId,
        Properties = Message.Forwarded with
        {
            MessageExpiryInterval = Message.Left(clock),
            SubscriptionIdentifiers = Identifiers,
        },
    };
}
