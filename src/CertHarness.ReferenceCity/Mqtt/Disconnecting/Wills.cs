using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Disconnecting;

/// <summary>When wills are published (clause 3.1.2.5 and, for the delay, clause 3.1.3.2.2 of MQTT 5.0).</summary>
internal sealed class Wills(BrokerClock clock, MessagePublisher publisher)
{
    /// <summary>At once, or after the delay unless the client is back before.</summary>
    public void ConnectionEnded(Session session)
    {
        var delay = session.Will?.Properties.WillDelayInterval ?? 0;
        if (delay == 0)
            Publish(session);
        else
            session.WillDelay = clock.After(TimeSpan.FromSeconds(delay), () => Publish(session));
    }

    /// <summary>The end of the session ends the delay too (MQTT5-3.1.2-8).</summary>
    public void SessionEnded(Session session) => Publish(session);

    private void Publish(Session session)
    {
        if (session.Will is not { } will)
            return;

        // MQTT5-3.1.2-10: published once.
        session.Will = null;
        publisher.Publish(ApplicationMessage.Of(will, session.ClientId, clock.Now));
    }
}
