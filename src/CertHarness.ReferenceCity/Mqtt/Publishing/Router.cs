using CertHarness.ReferenceCity.Mqtt.Subscribing;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>Finds who gets a message.</summary>
internal sealed class Router(SubscriptionIndex subscriptions)
{
    /// <returns>Whether anybody gets it.</returns>
    public bool Route(ApplicationMessage message)
    {
        var any = false;
        foreach (var overlapping in Wanted(message))
        {
            overlapping.Key.Deliver(Delivery.Of(message, [.. overlapping], RetainFlag(message, overlapping)));
            any = true;
        }

        foreach (var share in subscriptions.MatchingShares(message.Topic).ToList())
        {
            var chosen = share.Choose();
            chosen.Session.Deliver(Delivery.Of(message, [chosen], RetainFlag(message, [chosen])));
            any = true;
        }

        return any;
    }

    /// <summary>One copy for each session, however many of its subscriptions match (clause 3.3.4).</summary>
    private List<IGrouping<Sessions.Session, Subscription>> Wanted(ApplicationMessage message) =>
        [.. subscriptions.Matching(message.Topic).Where(s => s.Wants(message)).GroupBy(s => s.Session)];

    /// <summary>MQTT5-3.3.1-12, 3.3.1-13 and MQTT3-3.3.1-9: only Retain As Published lets the flag through.</summary>
    private static bool RetainFlag(ApplicationMessage message, IEnumerable<Subscription> matching) =>
        message.Retain && matching.Any(s => s.Options.RetainAsPublished);
}
