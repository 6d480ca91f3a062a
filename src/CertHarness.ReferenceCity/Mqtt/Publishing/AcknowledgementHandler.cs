using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP from clients (clauses 4.3.2 and 4.3.3).</summary>
internal static class AcknowledgementHandler
{
    public static void Handle(Connection connection, PubAckPacket packet)
    {
        var outgoing = connection.Session!.Outgoing;
        if (outgoing.Find(packet.PacketId) is not { } message)
            return;
        if (message.Delivery.QoS != QualityOfService.AtLeastOnce)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.3.4-1", "a PUBACK for a message of QoS 2");
        outgoing.Finish(message, connection);
    }

    public static void Handle(Connection connection, PubRecPacket packet)
    {
        var outgoing = connection.Session!.Outgoing;
        if (outgoing.Find(packet.PacketId) is not { } message)
        {
            connection.TrySend(new PubRelPacket { PacketId = packet.PacketId, ReasonCode = ReasonCode.PacketIdentifierNotFound });
            return;
        }

        if (message.Delivery.QoS != QualityOfService.ExactlyOnce)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.3.4-1", "a PUBREC for a message of QoS 1");
        if (packet.ReasonCode.IsFailure())
        {
            outgoing.Finish(message, connection);
            return;
        }

        message.Released = true;
        connection.TrySend(new PubRelPacket { PacketId = packet.PacketId });
    }

    /// <summary>The client knows that its message has arrived: the packet identifier is free again (MQTT5-4.3.3-11, 12).</summary>
    public static void Handle(Connection connection, PubRelPacket packet)
    {
        connection.UnfinishedReceipts.Remove(packet.PacketId);
        var known = connection.Session!.Received.Remove(packet.PacketId);
        connection.TrySend(new PubCompPacket
        {
            PacketId = packet.PacketId,
            ReasonCode = known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound,
        });
    }

    public static void Handle(Connection connection, PubCompPacket packet)
    {
        var outgoing = connection.Session!.Outgoing;
        if (outgoing.Find(packet.PacketId) is { Released: true } message)
            outgoing.Finish(message, connection);
    }
}
