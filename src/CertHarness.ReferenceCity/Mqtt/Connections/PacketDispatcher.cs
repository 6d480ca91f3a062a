using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Authentication;
using CertHarness.ReferenceCity.Mqtt.Connecting;
using CertHarness.ReferenceCity.Mqtt.Disconnecting;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Subscribing;

namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>Gives every packet to the rules for it.</summary>
internal sealed class PacketDispatcher(
    ConnectHandler connect,
    AuthHandler auth,
    PublishHandler publish,
    SubscribeHandler subscribe,
    UnsubscribeHandler unsubscribe,
    DisconnectHandler disconnect)
{
    public void Handle(Connection connection, MqttPacket packet)
    {
        if (connection.Session is null)
        {
            Introduce(connection, packet);
            return;
        }

        connection.Silence?.Restart();
        switch (packet)
        {
            case PublishPacket p:
                publish.Handle(connection, p);
                break;
            case PubRelPacket p:
                AcknowledgementHandler.Handle(connection, p);
                break;
            case PubAckPacket p:
                AcknowledgementHandler.Handle(connection, p);
                break;
            case PubRecPacket p:
                AcknowledgementHandler.Handle(connection, p);
                break;
            case PubCompPacket p:
                AcknowledgementHandler.Handle(connection, p);
                break;
            case SubscribePacket p:
                subscribe.Handle(connection, p);
                break;
            case UnsubscribePacket p:
                unsubscribe.Handle(connection, p);
                break;
            case PingReqPacket:
                connection.TrySend(new PingRespPacket());
                break;
            case DisconnectPacket p:
                disconnect.Handle(connection, p);
                break;
            case ConnectPacket:
                throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.1.0-2", "a second CONNECT");
            case AuthPacket p:
                auth.Handle(connection, p);
                break;
            default:
                throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-2.1.2", $"a client does not send {packet.Type}");
        }
    }

    /// <summary>The first packet is a CONNECT, or the connection ends without an answer (MQTT5-3.1.0-1).</summary>
    private void Introduce(Connection connection, MqttPacket packet)
    {
        if (packet is ConnectPacket p && connection.Pending is null)
        {
            if (connect.Handle(connection, p))
                auth.Begin(connection, p);
        }
        else if (packet is AuthPacket a && connection.Pending is { } pending)
            auth.Continue(connection, pending, a);
        else
            connection.Close();
    }
}
