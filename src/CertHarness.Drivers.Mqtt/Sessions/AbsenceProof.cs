using System.Globalization;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>
/// Proves that a subscriber has received all that it is going to: later messages, one from every publisher of the scenario, have
/// arrived, and after them the broker has answered a PINGREQ. No time is waited for.
/// </summary>
internal sealed class AbsenceProof(Clients clients)
{
    private const string Level = "sentinel";
    private const string StageHand = "bystander";

    private readonly HashSet<MqttSession> _listening = [];
    private int _count;

    /// <summary>Whether a message on that topic is one of the harness's own.</summary>
    public static bool IsSentinel(string topic) => topic.Contains($"/{Level}/", StringComparison.Ordinal);

    /// <summary>Makes sure that everything sent to the subscriber so far has arrived.</summary>
    /// <exception cref="SutUnavailableException">The harness's own messages do not get through, so nothing is proved.</exception>
    public async Task SettleAsync(Client subscriber, CancellationToken cancellationToken)
    {
        try
        {
            await SendThroughAsync(subscriber, cancellationToken);
        }
        catch (ExpectationNotMetException problem)
        {
            throw new SutUnavailableException(
                $"{subscriber.Role}: whether anything else comes could not be told: expected {problem.Expected}; {problem.Observed} ({problem.Evidence})", problem);
        }
    }

    private async Task SendThroughAsync(Client subscriber, CancellationToken cancellationToken)
    {
        var session = subscriber.Session;
        if (_listening.Add(session))
        {
            await ListenAsync(session, subscriber.Role, cancellationToken);
        }

        foreach (var publisher in await PublishersAsync(session, cancellationToken))
        {
            var topic = Topic(subscriber.Role);
            var number = Encoding.ASCII.GetBytes((++_count).ToString(CultureInfo.InvariantCulture));
            // Messages at QoS 1 and 2 may have to wait for acknowledgements that the scenario withholds; QoS 0 never does.
            var qos = subscriber.Acknowledging.Withholds ? QualityOfService.AtMostOnce : publisher.LastPublished ?? QualityOfService.AtLeastOnce;
            await clients.Publishing.PublishAsync(publisher, new PublishPacket { Topic = topic, QoS = qos, Payload = number }, cancellationToken);
            await clients.Waiting.ExpectAsync(
                session, "the harness's own later message", p => p.Packet is PublishPacket m && m.Topic == topic && m.Payload.Span.SequenceEqual(number), cancellationToken);
        }

        await clients.Waiting.ExpectAliveAsync(session, "whether anything else comes is open", cancellationToken);
    }

    private async Task ListenAsync(MqttSession session, string role, CancellationToken cancellationToken)
    {
        var request = new SubscribePacket
        {
            PacketId = session.NextPacketId(),
            Subscriptions = [new TopicSubscription(Topic(role), QualityOfService.ExactlyOnce)],
        };
        await session.SendAsync(request, cancellationToken);
        var answer = await clients.Waiting.ExpectAsync(
            session, "SUBACK for the harness's own topic", p => p.Packet is SubAckPacket a && a.PacketId == request.PacketId, cancellationToken);
        if (((SubAckPacket)answer.Packet).ReasonCodes.Any(c => c.IsFailure()))
        {
            throw new SutUnavailableException($"{session.Name}: the harness may not subscribe to its own topic: {answer.Describe()} ({answer.Where})");
        }
    }

    // Order is guaranteed per publisher, so each that has published and still can must speak again.
    private async Task<List<MqttSession>> PublishersAsync(MqttSession subscriber, CancellationToken cancellationToken)
    {
        var publishers = new List<MqttSession>();
        foreach (var session in clients.All.SelectMany(c => c.Sessions).Where(s => s.LastPublished is not null && s != subscriber).ToList())
        {
            if (session.IsOpen && await clients.Waiting.SettleAsync(session, "whether it can publish is open", cancellationToken))
            {
                publishers.Add(session);
            }
        }

        return publishers.Count > 0 ? publishers : [await clients.StageHandAsync(StageHand, subscriber.Version, cancellationToken)];
    }

    // Without a wildcard: a broker may lack them.
    private string Topic(string role) => clients.Names.Topic($"{Level}/{role}/now");
}
