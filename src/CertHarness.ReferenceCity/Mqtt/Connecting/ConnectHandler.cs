using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Disconnecting;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Connecting;

/// <summary>CONNECT (clause 3.1.4).</summary>
internal sealed class ConnectHandler(BrokerClock clock, BrokerOptions options, SessionStore sessions, ConnectionEnding ending)
{
    public void Handle(Connection connection, ConnectPacket packet)
    {
        connection.Version = (MqttVersion)packet.ProtocolLevel!.Value;
        Agree(connection, packet.Properties);
        if (ConnectRules.Check(packet, connection.Version) is { } refusal)
        {
            ConnectRefusals.Refuse(connection, refusal);
            return;
        }

        var assigned = packet.ClientId.Length == 0 ? sessions.NewClientIdentifier() : null;
        var clientId = assigned ?? packet.ClientId;
        TakeOver(clientId);
        var present = Enter(connection, clientId, packet);
        if (!connection.TrySend(Accept(connection, present, assigned)))
        {
            // Not even the CONNACK fits the client's Maximum Packet Size.
            ending.Handle(connection);
            connection.Close();
            return;
        }

        WatchSilence(connection, packet.KeepAlive);
        connection.Session!.Outgoing.Resume(connection);
    }

    /// <summary>What the client's properties say about this connection.</summary>
    private static void Agree(Connection connection, Properties properties)
    {
        connection.MaximumPacketSize = properties.MaximumPacketSize ?? uint.MaxValue;
        connection.WantsProblemInformation = properties.RequestProblemInformation != 0;
        connection.Quota = new(properties.ReceiveMaximum ?? ushort.MaxValue);
        connection.OutgoingAliases = new(properties.TopicAliasMaximum ?? 0);
    }

    /// <summary>Ends the connection that the client has already (MQTT5-3.1.4-3, MQTT3-3.1.4-2).</summary>
    private void TakeOver(string clientId)
    {
        if (sessions.Find(clientId)?.Connection is { } older)
            ending.Break(older, ReasonCode.SessionTakenOver, "a new connection with the same client identifier");
    }

    /// <summary>Goes on with the client's session or begins a new one.</summary>
    /// <returns>Whether there was one to go on with.</returns>
    private bool Enter(Connection connection, string clientId, ConnectPacket packet)
    {
        var existing = sessions.Find(clientId);
        if (existing is not null && packet.CleanStart)
        {
            sessions.End(existing);
            existing = null;
        }

        var session = existing ?? sessions.Create(clientId);
        session.Enter(connection, SessionExpiry.Of(packet, connection.Version), packet.Will);
        connection.Session = session;
        return existing is not null;
    }

    private ConnAckPacket Accept(Connection connection, bool present, string? assigned) => new()
    {
        SessionPresent = present,
        ReturnCode = connection.Version == MqttVersion.V311 ? ConnectReturnCode.Accepted : null,
        Properties = new()
        {
            ReceiveMaximum = options.ReceiveMaximum,
            MaximumPacketSize = (uint)options.MaximumPacketSize,
            TopicAliasMaximum = options.TopicAliasMaximum,
            AssignedClientIdentifier = assigned,
        },
    };

    /// <summary>One and a half times the keep alive without a packet ends the connection (MQTT5-3.1.2-22).</summary>
    private void WatchSilence(Connection connection, ushort keepAlive)
    {
        connection.Silence?.Dispose();
        connection.Silence = keepAlive == 0
            ? null
            : clock.After(
                TimeSpan.FromSeconds(keepAlive * 1.5),
                () => ending.Break(connection, ReasonCode.KeepAliveTimeout, "no packet within one and a half times the keep alive"));
    }
}
