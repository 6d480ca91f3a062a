using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Subscribing;

/// <summary>All subscriptions, found by topic name.</summary>
internal sealed class SubscriptionIndex
{
    private readonly Dictionary<string, FilterSubscriptions> _exact = [];
    private readonly Dictionary<string, FilterSubscriptions> _wildcard = [];
    private readonly Dictionary<string, ShareGroup> _shared = [];

    public void Add(Subscription subscription)
    {
        var filter = subscription.Filter;
        if (filter.ShareName is not null)
        {
            if (!_shared.TryGetValue(filter.Text, out var group))
                _shared[filter.Text] = group = new(filter);
            group.Add(subscription);
            return;
        }

        var index = IndexOf(filter);
        if (!index.TryGetValue(filter.Filter, out var entry))
            index[filter.Filter] = entry = new(filter, []);
        entry.Subscriptions.Add(subscription);
    }

    public void Remove(Subscription subscription)
    {
        var filter = subscription.Filter;
        if (filter.ShareName is not null)
        {
            if (_shared.TryGetValue(filter.Text, out var group) && group.Remove(subscription))
                _shared.Remove(filter.Text);
            return;
        }

        var index = IndexOf(filter);
        if (index.TryGetValue(filter.Filter, out var entry) && entry.Subscriptions.Remove(subscription) && entry.Subscriptions.Count == 0)
            index.Remove(filter.Filter);
    }

    /// <summary>The subscriptions that are not shared.</summary>
    public IEnumerable<Subscription> Matching(string topic)
    {
        if (_exact.TryGetValue(topic, out var exact))
        {
            foreach (var subscription in exact.Subscriptions)
                yield return subscription;
        }

        foreach (var entry in _wildcard.Values)
        {
            if (!entry.Filter.Matches(topic))
                continue;
            foreach (var subscription in entry.Subscriptions)
                yield return subscription;
        }
    }

    /// <summary>The shares with a matching filter.</summary>
    public IEnumerable<ShareGroup> MatchingShares(string topic) => _shared.Values.Where(g => g.Filter.Matches(topic));

    private Dictionary<string, FilterSubscriptions> IndexOf(TopicFilter filter) =>
        filter.Filter.AsSpan().ContainsAny('+', '#') ? _wildcard : _exact;

    private sealed record FilterSubscriptions(TopicFilter Filter, HashSet<Subscription> Subscriptions);
}
