using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>The messages for one session that are waiting or under way (clauses 4.3, 4.4 and 4.9).</summary>
internal sealed partial class OutgoingMessages(BrokerClock clock, int limit)
{
    private readonly Queue<Delivery> _waiting = [];
    private readonly InFlightMessages _inFlight = new();
    private readonly Queue<InFlightMessage> _toResend = [];

    /// <summary>Sends a message now or keeps it. At QoS 0 nothing is kept for a client that is away or too slow.</summary>
    public void Add(Delivery delivery, Connection? connection)
    {
        if (delivery.QoS == QualityOfService.AtMostOnce)
        {
            if (connection is { IsSlow: false } && !delivery.Message.HasPassed(clock))
                PublishSender.TrySend(connection, delivery.ToPacket(0, dup: false, clock));
            return;
        }

        if (_waiting.Count < limit)
            _waiting.Enqueue(delivery);
        Continue(connection);
    }

    /// <summary>
    /// The client is back: what it has not acknowledged is sent again with the same packet identifiers and in the same order
    /// (MQTT5-4.4.0-1), as far as the quota of the new connection allows.
    /// </summary>
    public void Resume(Connection connection)
    {
        _toResend.Clear();
        foreach (var message in _inFlight.InOrder)
        {
            // MQTT5-4.3.3-6: after the PUBREL the PUBLISH is not sent again.
            if (message.Released)
                connection.TrySend(new PubRelPacket { PacketId = message.PacketId });
            else
                _toResend.Enqueue(message);
        }

        Continue(connection);
    }

    /// <summary>The message under way with that packet identifier, or null.</summary>
    public InFlightMessage? Find(ushort packetId) => _inFlight.Find(packetId);

    /// <summary>The client is done with a message, well or badly: it is not sent again (MQTT5-4.4.0-2).</summary>
    public void Finish(InFlightMessage message, Connection connection)
    {
        _inFlight.Remove(message);
        connection.Quota.Return();
        Continue(connection);
    }

    /// <summary>Sends what waits, as far as quota and output of the connection allow.</summary>
    public void Continue(Connection? connection)
    {
        while (connection is { IsClosed: false, IsSlow: false, Quota.IsUsedUp: false })
        {
            if (_toResend.TryDequeue(out var again))
                Resend(again, connection);
            else if (_inFlight.HasRoom && _waiting.TryDequeue(out var next))
                SendFirst(next, connection);
            else
                return;
        }
    }

    private void SendFirst(Delivery delivery, Connection connection)
    {
        if (!delivery.Message.HasPassed(clock))
            Send(_inFlight.Add(delivery), dup: false, connection);
    }

    private void Resend(InFlightMessage message, Connection connection)
    {
        // It may have been acknowledged while it waited for the quota.
        if (Find(message.PacketId) == message && !message.Released)
            Send(message, dup: true, connection);
    }

    private void Send(InFlightMessage message, bool dup, Connection connection)
    {
        // MQTT5-3.1.2-25: what is too large for the client counts as delivered.
        if (PublishSender.TrySend(connection, message.Delivery.ToPacket(message.PacketId, dup, clock)))
            connection.Quota.Take();
        else
            _inFlight.Remove(message);
    }
}
