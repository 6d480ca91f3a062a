using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>PUBLISH from clients (clauses 3.3.4, 4.3.2 and 4.3.3).</summary>
internal sealed class PublishHandler(BrokerClock clock, BrokerOptions options, MessagePublisher publisher)
{
    public void Handle(Connection connection, PublishPacket packet)
    {
        var topic = IncomingTopic.Resolve(connection, packet, options.TopicAliasMaximum);
        if (packet.Properties.ResponseTopic is { } response && TopicName.ProblemOf(response) is { } problem)
            throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.3.2-14", $"response topic: {problem}");
        CheckRestrictions(connection, packet);
        var session = connection.Session!;
        var message = ApplicationMessage.Of(packet, topic, session.ClientId, clock.Now);
        switch (packet.QoS)
        {
            case QualityOfService.AtMostOnce:
                ReceiveAtMostOnce(message, session);
                break;
            case QualityOfService.AtLeastOnce:
                connection.TrySend(new PubAckPacket { PacketId = packet.PacketId, ReasonCode = Accept(message, session) });
                break;
            default:
                ReceiveExactlyOnce(connection, session, packet.PacketId, message);
                break;
        }
    }

    private void ReceiveAtMostOnce(ApplicationMessage message, Session session)
    {
        if (Accept(message, session) == ReasonCode.PayloadFormatInvalid)
            throw new ProtocolErrorException(ReasonCode.PayloadFormatInvalid, "MQTT5-3.3.2.3.2", "the payload is not UTF-8");
    }

    /// <summary>MQTT5-4.3.3-10: until its PUBREL a packet identifier stands for one message, however often it comes.</summary>
    private void ReceiveExactlyOnce(Connection connection, Session session, ushort packetId, ApplicationMessage message)
    {
        CheckReceiveMaximum(connection, packetId);
        var code = session.Received.Contains(packetId) ? ReasonCode.Success : Accept(message, session);
        if (code.IsFailure())
            connection.UnfinishedReceipts.Remove(packetId);
        else
            session.Received.Add(packetId);
        connection.TrySend(new PubRecPacket { PacketId = packetId, ReasonCode = code });
    }

    /// <summary>MQTT5-3.3.4-7. QoS 1 messages are acknowledged at once and never count.</summary>
    private void CheckReceiveMaximum(Connection connection, ushort packetId)
    {
        connection.UnfinishedReceipts.Add(packetId);
        if (connection.Version == MqttVersion.V5 && connection.UnfinishedReceipts.Count > options.ReceiveMaximum)
            throw new ProtocolErrorException(ReasonCode.ReceiveMaximumExceeded, "MQTT5-3.3.4-7", $"more than {options.ReceiveMaximum} messages under way");
    }

    // Clauses 3.3.1.2 and 3.3.1.3 of MQTT 5.0.
    private void CheckRestrictions(Connection connection, PublishPacket packet)
    {
        if (connection.Version != MqttVersion.V5)
            return;
        if (packet.QoS > options.MaximumQoS)
            throw new ProtocolErrorException(ReasonCode.QoSNotSupported, "MQTT5-3.2.2-11", $"QoS {(int)packet.QoS}");
        if (packet.Retain && !options.RetainedMessages)
            throw new ProtocolErrorException(ReasonCode.RetainNotSupported, "MQTT5-3.2.2-14", "a message to be retained");
    }

    private ReasonCode Accept(ApplicationMessage message, Session session)
    {
        if (!MayPublish(message.Topic) || session.User?.May(message.Topic) == false)
            return ReasonCode.NotAuthorized;
        if (!PayloadFormat.IsAsIndicated(message.Forwarded, message.Payload))
            return ReasonCode.PayloadFormatInvalid;
        return publisher.Publish(message) ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers;
    }

    // Clause 4.7.2: $SYS belongs to the broker.
    private static bool MayPublish(string topic) => topic != "$SYS" && !topic.StartsWith("$SYS/", StringComparison.Ordinal);
}
