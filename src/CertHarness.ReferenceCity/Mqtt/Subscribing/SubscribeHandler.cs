using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Subscribing;

/// <summary>SUBSCRIBE (clause 3.8.4).</summary>
internal sealed class SubscribeHandler(SubscriptionIndex subscriptions, RetainedMessages retained)
{
    public void Handle(Connection connection, SubscribePacket packet)
    {
        var session = connection.Session!;
        var filters = packet.Subscriptions.Select(s => Parse(s, connection.Version)).ToList();
        var codes = new List<ReasonCode>();
        var deliveries = new List<Delivery>();
        foreach (var (filter, options) in filters.Zip(packet.Subscriptions))
        {
            var subscription = new Subscription(session, filter, options, Identifier(packet));
            var isNew = Replace(session, subscription);
            codes.Add(Granted(options));
            if (WantsRetained(subscription, isNew))
                deliveries.AddRange(RetainedFor(subscription));
        }

        connection.TrySend(new SubAckPacket { PacketId = packet.PacketId, ReasonCodes = codes });
        foreach (var delivery in deliveries)
            session.Deliver(delivery);
    }

    private static TopicFilter Parse(TopicSubscription subscription, MqttVersion version)
    {
        if (!TopicFilter.TryParse(subscription.Filter, version, out var filter))
        {
            throw new ProtocolErrorException(
                ReasonCode.MalformedPacket, "MQTT5-4.7.1-1", $"topic filter: {TopicFilter.ProblemOf(subscription.Filter, version)}");
        }

        if (filter.ShareName is not null && subscription.NoLocal)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.8.3-4", "No Local on a shared subscription");
        return filter;
    }

    private static uint? Identifier(SubscribePacket packet) =>
        packet.Properties.SubscriptionIdentifiers is [var identifier] ? identifier : null;

    /// <summary>The QoS asked for is the QoS granted.</summary>
    private static ReasonCode Granted(TopicSubscription options) => (ReasonCode)options.QoS;

    /// <summary>MQTT5-3.8.4-3: a subscription with an identical filter is replaced.</summary>
    /// <returns>Whether there was none before.</returns>
    private bool Replace(Session session, Subscription subscription)
    {
        var isNew = !session.Subscriptions.Remove(subscription.Filter.Text, out var older);
        if (older is not null)
            subscriptions.Remove(older);
        session.Subscriptions[subscription.Filter.Text] = subscription;
        subscriptions.Add(subscription);
        return isNew;
    }

    /// <summary>MQTT5-3.3.1-9 to 3.3.1-11; none for a shared subscription (clause 4.8.2).</summary>
    private static bool WantsRetained(Subscription subscription, bool isNew) =>
        subscription.Filter.ShareName is null && subscription.Options.RetainHandling switch
        {
            RetainHandling.Send => true,
            RetainHandling.SendIfNew => isNew,
            _ => false,
        };

    private IEnumerable<Delivery> RetainedFor(Subscription subscription) => retained.Matching(subscription.Filter)
        .Where(m => subscription.Wants(m.Publisher))
        .Select(m => Delivery.Of(m, [subscription], retain: true));
}
