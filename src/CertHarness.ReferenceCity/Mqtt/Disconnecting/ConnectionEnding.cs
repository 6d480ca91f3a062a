using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Disconnecting;

/// <summary>What the end of a connection means for its session, whoever ends it and why.</summary>
internal sealed class ConnectionEnding(SessionStore sessions, Wills wills)
{
    /// <summary>The connection is gone. Doing this twice does nothing more.</summary>
    public void Handle(Connection connection)
    {
        if (connection.Session is not { } session)
            return;
        connection.Session = null;
        session.Leave();
        wills.ConnectionEnded(session);
        sessions.ConnectionEnded(session);
    }

    /// <summary>The broker ends the connection because of an error, a takeover or silence.</summary>
    public void Break(Connection connection, ReasonCode reasonCode, string reason)
    {
        connection.Disconnect(reasonCode, reason);
        Handle(connection);
    }
}
