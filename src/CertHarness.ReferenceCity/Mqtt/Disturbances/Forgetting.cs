using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Disturbances;

/// <summary>The ways in which a broker can lose or spoil what it knows. Called with the gate held.</summary>
internal static class Forgetting
{
    /// <summary>Loses every session, with subscriptions, messages and wills.</summary>
    public static void Sessions(Broker broker) => broker.Sessions.Forget();

    /// <summary>Loses the subscriptions of every session.</summary>
    public static void Subscriptions(Broker broker) => Each(broker, session =>
    {
        foreach (var subscription in session.Subscriptions.Values)
            broker.Subscriptions.Remove(subscription);
        session.Subscriptions.Clear();
    });

    /// <summary>Loses every retained message.</summary>
    public static void RetainedMessages(Broker broker) => broker.Retained.Forget();

    /// <summary>Loses every message that waits or is under way.</summary>
    public static void Messages(Broker broker) => Each(broker, s => s.Outgoing.Forget());

    /// <summary>Loses the message that came last for each session.</summary>
    public static void LastMessage(Broker broker) => Each(broker, s => s.Outgoing.ForgetLast());

    /// <summary>Loses what was sent and not acknowledged.</summary>
    public static void Unacknowledged(Broker broker) => Each(broker, s => s.Outgoing.ForgetInFlight());

    /// <summary>Turns the messages that wait round.</summary>
    public static void Order(Broker broker) => Each(broker, s => s.Outgoing.TurnRound());

    /// <summary>Has every message that waits twice.</summary>
    public static void Uniqueness(Broker broker) => Each(broker, s => s.Outgoing.Double());

    /// <summary>Loses which messages at QoS 2 it has received.</summary>
    public static void Receipts(Broker broker) => Each(broker, s => s.Received.Clear());

    /// <summary>Loses which messages at QoS 2 its clients have received.</summary>
    public static void Releases(Broker broker) => Each(broker, s => s.Outgoing.TakeBackReleases());

    /// <summary>Loses every will that is not published.</summary>
    public static void Wills(Broker broker) => Each(broker, s => s.Will = null);

    /// <summary>Publishes every will, due or not.</summary>
    public static void WillDelays(Broker broker) => Each(broker, broker.Wills.SessionEnded);

    private static void Each(Broker broker, Action<Session> spoil)
    {
        foreach (var session in broker.Sessions.All)
            spoil(session);
    }
}
