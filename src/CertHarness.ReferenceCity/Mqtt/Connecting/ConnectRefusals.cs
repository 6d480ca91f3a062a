using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt.Connecting;

/// <summary>How clients are told that their CONNECT is not accepted.</summary>
internal static class ConnectRefusals
{
    public static void Refuse(Connection connection, ConnectRefusal refusal)
    {
        if (connection.Version == MqttVersion.V5)
            RefuseV5(connection, refusal);
        else if (refusal.ReasonCode.ToReturnCode() is { } code)
            connection.TrySend(new ConnAckPacket { ReturnCode = code });

        // MQTT3-3.2.2-6: without a fitting return code the connection is closed without a CONNACK.
        connection.Close();
    }

    /// <summary>What came first cannot be understood.</summary>
    public static void RefuseMalformed(Connection connection, MalformedPacketException problem)
    {
        if (problem is UnsupportedProtocolException { ProtocolLevel: not null })
        {
            // MQTT3-3.1.2-2 demands the return code of MQTT 3.1.1; MQTT 5.0 leaves the answer to the server.
            connection.TrySend(new ConnAckPacket { ReturnCode = ConnectReturnCode.UnacceptableProtocolVersion });
        }
        else if (problem.Version == MqttVersion.V5 && problem.Raw.Span[0] >> 4 == (int)PacketType.Connect)
        {
            connection.Version = MqttVersion.V5;
            RefuseV5(connection, new(problem.ReasonCode, problem.Message));
        }

        connection.Close();
    }

    private static void RefuseV5(Connection connection, ConnectRefusal refusal)
    {
        var packet = new ConnAckPacket { ReasonCode = refusal.ReasonCode };
        var explained = packet with { Properties = new() { ReasonString = refusal.Reason } };
        if (!connection.WantsProblemInformation || !connection.TrySend(explained))
            connection.TrySend(packet);
    }
}
