using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Subscribing;

/// <summary>The sessions that share a subscription (MQTT 5.0, clause 4.8.2).</summary>
internal sealed class ShareGroup(TopicFilter filter)
{
    private readonly List<Subscription> _members = [];
    private int _next;

    public TopicFilter Filter { get; } = filter;

    public void Add(Subscription subscription) => _members.Add(subscription);

    /// <returns>Whether nobody is left.</returns>
    public bool Remove(Subscription subscription)
    {
        _members.Remove(subscription);
        return _members.Count == 0;
    }

    /// <summary>Whose turn it is: each in turn among those that are connected, or among all if nobody is.</summary>
    public Subscription Choose()
    {
        for (var tried = 0; tried < _members.Count; tried++)
        {
            var candidate = Advance();
            if (candidate.Session.Connection is { IsSlow: false })
                return candidate;
        }

        return Advance();
    }

    private Subscription Advance() => _members[_next++ % _members.Count];
}
