using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Subscribes and unsubscribes, with the broker's answer.</summary>
internal sealed class Subscribing(Clients clients)
{
    /// <summary>Subscribes; every filter must be granted, at whatever QoS.</summary>
    public async Task SubscribeAsync(
        Client client, IReadOnlyList<TopicSubscription> subscriptions, Properties properties, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(client, subscriptions, properties, cancellationToken);
        if (!answer.Granted)
        {
            await SkipIfWithoutWildcardsAsync(client.Session.Version, subscriptions, cancellationToken);
            throw new ExpectationNotMetException(
                "SUBACK that grants every filter", answer.Answer?.ToString() ?? "the broker ended the connection", answer.Where);
        }
    }

    /// <summary>Subscribes for a scenario in which the QoS matters.</summary>
    /// <exception cref="ScenarioSkippedException">The broker grants a lower QoS, as it may.</exception>
    public async Task SubscribeExactlyAsync(Client client, IReadOnlyList<TopicSubscription> subscriptions, CancellationToken cancellationToken)
    {
        await SubscribeAsync(client, subscriptions, Properties.None, cancellationToken);
        if (client.LastSubscription is { Answer: { } answer } && answer.ReasonCodes.Zip(subscriptions).Any(p => (int)p.First < (int)p.Second.QoS))
        {
            throw new ScenarioSkippedException($"The broker grants less than the QoS asked for, as it may: {answer}.");
        }
    }

    /// <summary>Asks for subscriptions and takes any answer, the end of the connection included.</summary>
    public Task<SubscriptionAnswer> TryAsync(
        Client client, IReadOnlyList<TopicSubscription> subscriptions, Properties properties, CancellationToken cancellationToken) =>
        TryAsync(client, subscriptions, properties, session => session.Events.End is ConnectionClosed, cancellationToken);

    /// <summary>Asks for subscriptions and takes any answer, a malformed one included.</summary>
    public Task<SubscriptionAnswer> AskAsync(Client client, IReadOnlyList<TopicSubscription> subscriptions, CancellationToken cancellationToken) =>
        TryAsync(client, subscriptions, Properties.None, IsGarbled, cancellationToken);

    private async Task<SubscriptionAnswer> TryAsync(
        Client client, IReadOnlyList<TopicSubscription> subscriptions, Properties properties, Func<MqttSession, bool> unanswered, CancellationToken cancellationToken)
    {
        var session = client.Session;
        Capabilities.Require(session, subscriptions, properties);
        var request = new SubscribePacket { PacketId = session.NextPacketId(), Subscriptions = subscriptions, Properties = properties };
        await session.SendAsync(request, cancellationToken);
        try
        {
            var answer = await clients.Waiting.ExpectAsync(
                session, $"SUBACK for packet identifier {request.PacketId}", p => p.Packet is SubAckPacket a && a.PacketId == request.PacketId, cancellationToken);
            return Remember(client, new SubscriptionAnswer(request, (SubAckPacket)answer.Packet, answer.Where));
        }
        catch (ExpectationNotMetException) when (unanswered(session))
        {
            return Remember(client, new SubscriptionAnswer(request, null, session.LastFrame));
        }
    }

    /// <summary>Ends subscriptions and takes any answer, a malformed one included.</summary>
    public async Task AskToUnsubscribeAsync(Client client, IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        try
        {
            await UnsubscribeAsync(client, filters, cancellationToken);
        }
        catch (ExpectationNotMetException) when (IsGarbled(client.Session))
        {
            client.LastUnsubscription = null;
        }
    }

    /// <summary>Ends subscriptions and waits for the answer.</summary>
    public async Task UnsubscribeAsync(Client client, IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        var session = client.Session;
        var request = new UnsubscribePacket { PacketId = session.NextPacketId(), Filters = filters };
        await session.SendAsync(request, cancellationToken);
        var answer = await clients.Waiting.ExpectAsync(
            session, $"UNSUBACK for packet identifier {request.PacketId}", p => p.Packet is UnsubAckPacket a && a.PacketId == request.PacketId, cancellationToken);
        client.LastUnsubscription = (UnsubAckPacket)answer.Packet;
    }

    // A broker of MQTT 3.1.1 may lack wildcards and has no way to say so but to refuse each of them (MQTT3-3.8.3-2).
    private async Task SkipIfWithoutWildcardsAsync(
        MqttVersion version, IReadOnlyList<TopicSubscription> refused, CancellationToken cancellationToken)
    {
        if (version != MqttVersion.V311 || !refused.Any(s => s.Filter.AsSpan().ContainsAny('+', '#')))
        {
            return;
        }

        const string Witness = "inquirer";
        await clients.StageHandAsync(Witness, version, cancellationToken);
        var simplest = await TryAsync(clients.Of(Witness), [new TopicSubscription(clients.Names.Topic("+"))], Properties.None, cancellationToken);
        if (!simplest.Granted)
        {
            throw new ScenarioSkippedException("The broker refuses every topic filter with a wildcard, as it may in MQTT 3.1.1.");
        }
    }

    private static bool IsGarbled(MqttSession session) => session.Events.Obstacle is MalformedArrived;

    private static SubscriptionAnswer Remember(Client client, SubscriptionAnswer answer)
    {
        client.Remember(answer);
        return answer;
    }
}
