using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connecting;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Disconnecting;

namespace CertHarness.ReferenceCity.Mqtt.Authentication;

/// <summary>CONNECT with an authentication method, and AUTH (MQTT 5.0, clauses 3.15 and 4.12).</summary>
internal sealed class AuthHandler(BrokerOptions options, ConnectHandler connect, ConnectionEnding ending)
{
    /// <summary>Begins the exchange of a client that is not accepted yet.</summary>
    public void Begin(Connection connection, ConnectPacket packet)
    {
        if (Challenge(connection, packet.Properties) is not { } exchange)
        {
            ConnectRefusals.Refuse(connection, new(ReasonCode.NotAuthorized, "the authentication data make no sense"));
            return;
        }

        connection.Pending = new(exchange, packet);
    }

    /// <summary>An AUTH before the CONNACK.</summary>
    public void Continue(Connection connection, PendingAuthentication pending, AuthPacket packet)
    {
        connection.Pending = null;
        if (Proof(packet, ScramExchange.Method) is { } proof && pending.Exchange.Accepts(proof, out var user, out var final))
            connect.Accept(connection, pending.Connect!, user, Properties(final));
        else
            ConnectRefusals.Refuse(connection, new(ReasonCode.NotAuthorized, "the proof is wrong"));
    }

    /// <summary>An AUTH of a client that is accepted: it may authenticate itself again (clause 4.12.1).</summary>
    public void Handle(Connection connection, AuthPacket packet)
    {
        if (connection.AuthenticationMethod is not { } method)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-4.12.0-7", "an AUTH without an authentication method");
        if (packet.Properties.AuthenticationMethod != method)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-4.12.1-1", "another authentication method");
        if (connection.Pending is { } pending)
            Finish(connection, pending, packet, method);
        else if (packet.ReasonCode == ReasonCode.ReAuthenticate && Challenge(connection, packet.Properties) is { } exchange)
            connection.Pending = new(exchange, null);
        else
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-4.12.1-1", "an AUTH that begins no authentication");
    }

    private void Finish(Connection connection, PendingAuthentication pending, AuthPacket packet, string method)
    {
        connection.Pending = null;
        if (Proof(packet, method) is { } proof && pending.Exchange.Accepts(proof, out _, out var final))
            connection.TrySend(new AuthPacket { ReasonCode = ReasonCode.Success, Properties = Properties(final) });
        else
            ending.Break(connection, ReasonCode.NotAuthorized, "the proof is wrong"); // MQTT5-4.12.1-2
    }

    private ScramExchange? Challenge(Connection connection, Properties properties)
    {
        if (properties.AuthenticationData is not { } data || ScramExchange.Begin(Encoding.UTF8.GetString(data.Span), options.Users) is not { } exchange)
            return null;
        var packet = new AuthPacket { ReasonCode = ReasonCode.ContinueAuthentication, Properties = Properties(exchange.Challenge) };
        // MQTT5-3.15.2-2, MQTT5-3.15.2-3: what is for people is left out where it does not fit.
        var explained = packet with
        {
            Properties = packet.Properties with { ReasonString = Explanation, UserProperties = [new("hint", Explanation)] },
        };
        if (!connection.WantsProblemInformation || !connection.TrySend(explained))
            connection.TrySend(packet);
        return exchange;
    }

    private const string Explanation = "answer with a client-final-message: the nonce, and a proof that you know the password";

    private static string? Proof(AuthPacket packet, string method) =>
        packet is { ReasonCode: ReasonCode.ContinueAuthentication, Properties: { AuthenticationData: { } data } properties }
        && properties.AuthenticationMethod == method
            ? Encoding.UTF8.GetString(data.Span)
            : null;

    private static Properties Properties(string data) => new()
    {
        AuthenticationMethod = ScramExchange.Method,
        AuthenticationData = Encoding.UTF8.GetBytes(data),
    };
}

/// <summary>An exchange that waits for the client's proof.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Connect">The CONNECT that waits to be accepted; null where the client is accepted already.</param>
internal sealed record PendingAuthentication(ScramExchange Exchange, ConnectPacket? Connect);
