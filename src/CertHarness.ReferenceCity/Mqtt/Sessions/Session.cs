using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Subscribing;

namespace CertHarness.ReferenceCity.Mqtt.Sessions;

/// <summary>What the broker keeps for a client, connected or not (clause 4.1).</summary>
internal sealed class Session(string clientId, OutgoingMessages outgoing)
{
    public string ClientId { get; } = clientId;

    /// <summary>The connection, or null while the client is away.</summary>
    public Connection? Connection { get; private set; }

    /// <summary>Whose it is, or null where the broker knows no users.</summary>
    public BrokerUser? User { get; set; }

    /// <summary>How long it outlives the connection, in seconds.</summary>
    public uint ExpiryInterval { get; set; }

    /// <summary>The will that is not published yet.</summary>
    public Will? Will { get; set; }

    /// <summary>By topic filter as in the SUBSCRIBE.</summary>
    public Dictionary<string, Subscription> Subscriptions { get; } = [];

    /// <summary>The QoS 2 messages that were received and not released yet.</summary>
    public HashSet<ushort> Received { get; } = [];

    public OutgoingMessages Outgoing { get; } = outgoing;

    public Deadline? WillDelay { get; set; }

    public Deadline? Expiry { get; set; }

    /// <summary>The client is there. A will that still waited is not sent (MQTT5-3.1.3-9).</summary>
    public void Enter(Connection connection, uint expiryInterval, Will? will)
    {
        CancelDeadlines();
        Connection = connection;
        ExpiryInterval = expiryInterval;
        Will = will;
    }

    public void Leave() => Connection = null;

    public void CancelDeadlines()
    {
        WillDelay?.Dispose();
        Expiry?.Dispose();
    }

    /// <summary>Sends a message now or keeps it until it can be sent.</summary>
    public void Deliver(Delivery delivery) => Outgoing.Add(delivery, Connection);
}
