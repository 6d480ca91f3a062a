using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Publishes messages with all that their QoS asks of the sender.</summary>
internal sealed class Publishing(Clients clients)
{
    /// <summary>Publishes one message and sees its acknowledgement through.</summary>
    public Task PublishAsync(MqttSession session, PublishPacket message, CancellationToken cancellationToken) =>
        PublishAsync(session, [message], cancellationToken);

    /// <summary>Publishes messages one right behind the other, as many at a time as the broker takes, and sees them through.</summary>
    /// <exception cref="ScenarioSkippedException">The broker said at the start that it does not take such messages.</exception>
    public async Task PublishAsync(MqttSession session, IReadOnlyList<PublishPacket> messages, CancellationToken cancellationToken)
    {
        foreach (var batch in messages.Chunk(Capabilities.ReceiveMaximum(session)))
        {
            await PublishBatchAsync(session, batch, cancellationToken);
        }
    }

    private async Task PublishBatchAsync(MqttSession session, PublishPacket[] messages, CancellationToken cancellationToken)
    {
        var numbered = messages.Select(m => m.QoS == QualityOfService.AtMostOnce ? m : m with { PacketId = session.NextPacketId() }).ToList();
        foreach (var message in numbered)
        {
            Capabilities.Require(session, message);
            if (message.Retain)
            {
                clients.ClearLater(message.Topic);
            }

            await session.SendAsync(message, cancellationToken);
        }

        foreach (var message in numbered)
        {
            await CompleteAsync(session, message, cancellationToken);
        }

        // Nothing acknowledges a message at QoS 0; until the broker has it, what the next step does elsewhere may overtake it.
        if (numbered[^1].QoS == QualityOfService.AtMostOnce)
        {
            await clients.Waiting.SettleAsync(session, "whether a message at QoS 0 has arrived is open", cancellationToken);
        }
    }

    private async Task CompleteAsync(MqttSession session, PublishPacket message, CancellationToken cancellationToken)
    {
        var id = message.PacketId;
        if (message.QoS == QualityOfService.AtLeastOnce)
        {
            var ack = await clients.Waiting.ExpectAsync(
                session, $"PUBACK for packet identifier {id}", p => p.Packet is PubAckPacket a && a.PacketId == id, cancellationToken);
            RefuseFailure(ack, ((PubAckPacket)ack.Packet).ReasonCode);
        }
        else if (message.QoS == QualityOfService.ExactlyOnce)
        {
            var ack = await clients.Waiting.ExpectAsync(
                session, $"PUBREC for packet identifier {id}", p => p.Packet is PubRecPacket a && a.PacketId == id, cancellationToken);
            RefuseFailure(ack, ((PubRecPacket)ack.Packet).ReasonCode);
            await session.SendAsync(new PubRelPacket { PacketId = id }, cancellationToken);
            await clients.Waiting.ExpectAsync(
                session, $"PUBCOMP for packet identifier {id}", p => p.Packet is PubCompPacket a && a.PacketId == id, cancellationToken);
        }
    }

    private static void RefuseFailure(PacketArrived ack, ReasonCode code)
    {
        if (code.IsFailure())
        {
            throw new ExpectationNotMetException("an acknowledgement with a reason code below 0x80", ack.Describe(), ack.Where);
        }
    }
}
