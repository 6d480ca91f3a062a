using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt.Disconnecting;

/// <summary>DISCONNECT from a client (clause 3.14.4).</summary>
internal sealed class DisconnectHandler(ConnectionEnding ending)
{
    public void Handle(Connection connection, DisconnectPacket packet)
    {
        var session = connection.Session!;
        if (packet.Properties.SessionExpiryInterval is { } interval)
        {
            // Clause 3.14.2.2.2: what began as a session without an afterlife cannot be given one.
            if (session.ExpiryInterval == 0 && interval != 0)
                throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.14.2.2.2", "a Session Expiry Interval after 0");
            session.ExpiryInterval = interval;
        }

        // MQTT5-3.14.4-3, MQTT3-3.14.4-3: only a normal disconnection discards the will.
        if (packet.ReasonCode == ReasonCode.Success)
            session.Will = null;
        ending.Handle(connection);
        connection.Close();
    }
}
