using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>
/// What a client has ever asked for on a connection. A filter that was given up or replaced stays: messages for it may be under way.
/// </summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<string, Subscription> _all = [];

    /// <summary>Those that a topic matches and that are granted or not answered yet.</summary>
    public List<Subscription> Matching(string topic) => [.. _all.Values.Where(s => s.Highest is not null && s.Filter.Matches(topic))];

    /// <summary>The client asks.</summary>
    public void Asked(SubscribePacket request)
    {
        foreach (var wanted in request.Subscriptions)
        {
            // As in MQTT 5.0 whatever the version: brokers know shared subscriptions in MQTT 3.1.1 too.
            if (!_all.TryGetValue(wanted.Filter, out var known) && TopicFilter.TryParse(wanted.Filter, MqttVersion.V5, out var filter))
                _all[wanted.Filter] = known = new Subscription(filter);

            known?.Asked(request, wanted);
        }
    }

    /// <summary>The server answers.</summary>
    public void Answered(SubscribePacket request, SubAckPacket answer)
    {
        foreach (var (wanted, code) in request.Subscriptions.Zip(answer.ReasonCodes))
            _all.GetValueOrDefault(wanted.Filter)?.Answered(request, code);
    }
}

/// <summary>A filter that a client asked for, once or more often.</summary>
/// <param name="filter">The filter.</param>
internal sealed class Subscription(TopicFilter filter)
{
    private readonly Dictionary<ushort, QualityOfService> _asked = [];
    private QualityOfService? _granted;

    public TopicFilter Filter => filter;

    /// <summary>The highest QoS that was ever granted or is asked for; null where everything was refused.</summary>
    public QualityOfService? Highest => _asked.Count == 0 ? _granted : Higher(_granted, _asked.Values.Max());

    /// <summary>The Subscription Identifiers that it ever had.</summary>
    public HashSet<uint> Identifiers { get; } = [];

    /// <summary>Whether it always had one.</summary>
    public bool AlwaysIdentified { get; private set; } = true;

    public void Asked(SubscribePacket request, TopicSubscription wanted)
    {
        _asked[request.PacketId] = wanted.QoS;
        Identifiers.UnionWith(request.Properties.SubscriptionIdentifiers);
        AlwaysIdentified &= request.Properties.SubscriptionIdentifiers.Count > 0;
    }

    public void Answered(SubscribePacket request, ReasonCode code)
    {
        _asked.Remove(request.PacketId);
        if (!code.IsFailure())
            _granted = Higher(_granted, (QualityOfService)code);
    }

    private static QualityOfService Higher(QualityOfService? one, QualityOfService other) => one > other ? one.Value : other;
}
