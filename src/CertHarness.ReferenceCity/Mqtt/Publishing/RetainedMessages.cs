using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>The last retained message of each topic (clause 3.3.1.3).</summary>
internal sealed class RetainedMessages
{
    private readonly BrokerClock _clock;
    private readonly Dictionary<string, ApplicationMessage> _byTopic = [];

    public RetainedMessages(BrokerClock clock)
    {
        _clock = clock;

        // Something under $SYS that a filter beginning with a wildcard must not match.
        Store(new()
        {
            Topic = "$SYS/broker/version",
            Payload = "CertHarness reference broker"u8.ToArray(),
            QoS = QualityOfService.AtMostOnce,
            Retain = true,
            Forwarded = Properties.None,
            ExpiryInterval = null,
            Arrived = clock.Now,
            Publisher = null,
        });
    }

    /// <summary>Replaces, removes or leaves alone (MQTT5-3.3.1-5 to 3.3.1-8).</summary>
    public void Update(ApplicationMessage message)
    {
        if (!message.Retain)
            return;
        if (message.Payload.IsEmpty)
            _byTopic.Remove(message.Topic);
        else
            Store(message);
    }

    public List<ApplicationMessage> Matching(TopicFilter filter)
    {
        var found = _byTopic.Values.Where(m => filter.Matches(m.Topic)).ToList();
        foreach (var message in found.Where(m => m.HasPassed(_clock)))
            _byTopic.Remove(message.Topic);
        return [.. found.Where(m => !m.HasPassed(_clock))];
    }

    /// <summary>Loses all but the broker's own: only a mutant does.</summary>
    public void Forget()
    {
        foreach (var topic in _byTopic.Where(m => m.Value.Publisher is not null).Select(m => m.Key).ToList())
            _byTopic.Remove(topic);
    }

    private void Store(ApplicationMessage message) => _byTopic[message.Topic] = message;
}
