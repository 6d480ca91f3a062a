using System.Security.Cryptography;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Disconnecting;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Connecting;

/// <summary>CONNECT (clause 3.1.4).</summary>
internal sealed class ConnectHandler(BrokerClock clock, BrokerOptions options, SessionStore sessions, ConnectionEnding ending)
{
    /// <returns>Whether the client wants to be authenticated in an exchange of AUTH packets before it can be accepted.</returns>
    public bool Handle(Connection connection, ConnectPacket packet)
    {
        connection.Version = (MqttVersion)packet.ProtocolLevel!.Value;
        Agree(connection, packet.Properties);
        connection.AuthenticationMethod = packet.Properties.AuthenticationMethod;
        if (ConnectRules.Check(packet, connection.Version, options) is { } refusal)
        {
            ConnectRefusals.Refuse(connection, refusal);
            return false;
        }

        if (connection.AuthenticationMethod is not null)
            return true;
        var user = options.Users.FirstOrDefault(u => u.Name == packet.Username);
        if (options.Users.Count > 0 && (user is null || packet.Password is not { } password || !Equals(password, user.Password)))
            ConnectRefusals.Refuse(connection, new(ReasonCode.BadUserNameOrPassword, "user name or password is wrong"));
        else
            Accept(connection, packet, user, Properties.None);
        return false;
    }

    /// <summary>Lets a client in that is who it says it is.</summary>
    public void Accept(Connection connection, ConnectPacket packet, BrokerUser? user, Properties proof)
    {
        if (packet.Will is { } will && user?.May(will.Topic) == false)
        {
            ConnectRefusals.Refuse(connection, new(ReasonCode.NotAuthorized, "the will has a topic that the user may not use"));
            return;
        }

        var assigned = packet.ClientId.Length == 0 ? sessions.NewClientIdentifier() : null;
        var clientId = assigned ?? packet.ClientId;
        TakeOver(clientId);
        var present = Enter(connection, clientId, packet);
        connection.Session!.User = user;
        if (!connection.TrySend(Answer(connection, present, assigned, proof)))
        {
            // Not even the CONNACK fits the client's Maximum Packet Size.
            ending.Handle(connection);
            connection.Close();
            return;
        }

        WatchSilence(connection, connection.Version == MqttVersion.V5 ? options.ServerKeepAlive ?? packet.KeepAlive : packet.KeepAlive);
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

    private static bool Equals(ReadOnlyMemory<byte> one, string other) =>
        CryptographicOperations.FixedTimeEquals(one.Span, Encoding.UTF8.GetBytes(other));

    private ConnAckPacket Answer(Connection connection, bool present, string? assigned, Properties proof) => new()
    {
        SessionPresent = present,
        ReturnCode = connection.Version == MqttVersion.V311 ? ConnectReturnCode.Accepted : null,
        Properties = proof with
        {
            MaximumQoS = (byte?)options.MaximumQoS,
            RetainAvailable = Unless(options.RetainedMessages),
            WildcardSubscriptionAvailable = Unless(options.WildcardSubscriptions),
            SharedSubscriptionAvailable = Unless(options.SharedSubscriptions),
            SubscriptionIdentifiersAvailable = Unless(options.SubscriptionIdentifiers),
            ServerKeepAlive = options.ServerKeepAlive,
            ReceiveMaximum = options.ReceiveMaximum,
            MaximumPacketSize = (uint)options.MaximumPacketSize,
            TopicAliasMaximum = options.TopicAliasMaximum,
            AssignedClientIdentifier = assigned,
        },
    };

    private static byte? Unless(bool available) => available ? null : (byte)0;

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
