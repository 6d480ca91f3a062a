using System.Globalization;
using CertHarness.ReferenceCity.Mqtt.Disconnecting;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Subscribing;

namespace CertHarness.ReferenceCity.Mqtt.Sessions;

/// <summary>All sessions by client identifier, and when they end.</summary>
internal sealed class SessionStore(BrokerClock clock, BrokerOptions options, SubscriptionIndex subscriptions, Wills wills)
{
    private readonly Dictionary<string, Session> _sessions = [];
    private long _assigned;

    public IEnumerable<Session> All => _sessions.Values;

    public Session? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    public Session Create(string clientId) =>
        _sessions[clientId] = new(clientId, new OutgoingMessages(clock, options.MaximumWaitingMessages));

    /// <summary>An identifier that no session has (MQTT5-3.2.2-16).</summary>
    public string NewClientIdentifier()
    {
        string candidate;
        do
            candidate = "assigned" + (++_assigned).ToString(CultureInfo.InvariantCulture);
        while (_sessions.ContainsKey(candidate));
        return candidate;
    }

    /// <summary>Forgets everything without a will: the broker stops.</summary>
    public void Clear()
    {
        foreach (var session in _sessions.Values)
            session.CancelDeadlines();
        _sessions.Clear();
    }

    /// <summary>Loses everything without a will: only a mutant does.</summary>
    public void Forget()
    {
        foreach (var subscription in _sessions.Values.SelectMany(s => s.Subscriptions.Values))
            subscriptions.Remove(subscription);
        Clear();
    }

    /// <summary>Ends the session now, later or never (MQTT5-3.1.2-23, MQTT5-4.1.0-2).</summary>
    public void ConnectionEnded(Session session)
    {
        if (session.ExpiryInterval == 0)
            End(session);
        else if (session.ExpiryInterval != SessionExpiry.Never)
            session.Expiry = clock.After(TimeSpan.FromSeconds(session.ExpiryInterval), () => End(session));
    }

    /// <summary>Forgets a session whose client is away. Retained messages stay (MQTT3-3.1.2-7).</summary>
    public void End(Session session)
    {
        session.CancelDeadlines();
        _sessions.Remove(session.ClientId);
        foreach (var subscription in session.Subscriptions.Values)
            subscriptions.Remove(subscription);
        wills.SessionEnded(session);
    }
}
