using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Subscribing;

/// <summary>SUBSCRIBE (clause 3.8.4).</summary>
internal sealed class SubscribeHandler(BrokerOptions options, SubscriptionIndex subscriptions, RetainedMessages retained)
{
    public void Handle(Connection connection, SubscribePacket packet)
    {
        var session = connection.Session!;
        var filters = packet.Subscriptions.Select(s => Parse(s, connection.Version)).ToList();
        var codes = new List<ReasonCode>();
        var deliveries = new List<Delivery>();
        CheckIdentifier(packet);
        foreach (var (filter, asked) in filters.Zip(packet.Subscriptions))
        {
            if (Refused(session, filter, connection.Version) is { } code)
            {
                codes.Add(code);
                continue;
            }

            var granted = connection.Version == MqttVersion.V5 && asked.QoS > options.MaximumQoS ? asked with { QoS = options.MaximumQoS.Value } : asked;
            var subscription = new Subscription(session, filter, granted, Identifier(packet));
            var isNew = Replace(session, subscription);
            codes.Add((ReasonCode)granted.QoS);
            if (WantsRetained(subscription, isNew))
                deliveries.AddRange(RetainedFor(subscription));
        }

        connection.TrySend(new SubAckPacket { PacketId = packet.PacketId, ReasonCodes = codes });
        foreach (var delivery in deliveries)
            session.Deliver(delivery);
    }

    private TopicFilter Parse(TopicSubscription subscription, MqttVersion version)
    {
        if (!TopicFilter.TryParse(subscription.Filter, version, out var filter))
        {
            throw new ProtocolErrorException(
                ReasonCode.MalformedPacket, "MQTT5-4.7.1-1", $"topic filter: {TopicFilter.ProblemOf(subscription.Filter, version)}");
        }

        if (version == MqttVersion.V5 && HasWildcard(filter) && !options.WildcardSubscriptions)
            throw new ProtocolErrorException(ReasonCode.WildcardSubscriptionsNotSupported, "MQTT5-3.2.2.3.11", "a wildcard");
        if (filter.ShareName is not null && !options.SharedSubscriptions)
            throw new ProtocolErrorException(ReasonCode.SharedSubscriptionsNotSupported, "MQTT5-3.2.2.3.13", "a shared subscription");
        if (filter.ShareName is not null && subscription.NoLocal)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.8.3-4", "No Local on a shared subscription");
        return filter;
    }

    private static uint? Identifier(SubscribePacket packet) =>
        packet.Properties.SubscriptionIdentifiers is [var identifier] ? identifier : null;

    private void CheckIdentifier(SubscribePacket packet)
    {
        if (!options.SubscriptionIdentifiers && packet.Properties.SubscriptionIdentifiers.Count > 0)
            throw new ProtocolErrorException(ReasonCode.SubscriptionIdentifiersNotSupported, "MQTT5-3.2.2.3.12", "a subscription identifier");
    }

    /// <summary>Why a filter is not granted, or null. MQTT 3.1.1 has one code for all reasons.</summary>
    private ReasonCode? Refused(Session session, TopicFilter filter, MqttVersion version)
    {
        // MQTT3-3.8.3-2
        if (HasWildcard(filter) && !options.WildcardSubscriptions)
            return ReasonCode.UnspecifiedError;
        if (session.User?.May(filter.Filter) != false)
            return null;
        return version == MqttVersion.V5 ? ReasonCode.NotAuthorized : ReasonCode.UnspecifiedError;
    }

    private static bool HasWildcard(TopicFilter filter) => filter.Filter.AsSpan().ContainsAny('+', '#');

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
        .Where(m => subscription.Wants(m))
        .Select(m => Delivery.Of(m, [subscription], retain: true));
}
