using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Probing;

/// <summary>Finds out what a broker can do: what its CONNACK says, and whether it does it when asked.</summary>
internal sealed class CapabilityTrials(Clients clients, Client client)
{
    private readonly List<ObservedCapability> _observed = [];

    /// <summary>Runs all trials. What cannot be told is left out.</summary>
    public async Task<IReadOnlyList<ObservedCapability>> RunAsync(CancellationToken cancellationToken)
    {
        var said = client.Session.Accepted!.Properties;
        var isV5 = client.Session.Version == MqttVersion.V5;
        await QoSAsync("qos-1", QualityOfService.AtLeastOnce, said.MaximumQoS, cancellationToken);
        await QoSAsync("qos-2", QualityOfService.ExactlyOnce, said.MaximumQoS, cancellationToken);
        await SubscriptionAsync("wildcard-subscriptions", "probe/+", Properties.None, Said("Wildcard Subscription Available", said.WildcardSubscriptionAvailable), cancellationToken);
        if (isV5)
        {
            await SubscriptionAsync(
                "subscription-identifiers", "probe/id", new Properties { SubscriptionIdentifiers = [1] }, Said("Subscription Identifiers Available", said.SubscriptionIdentifiersAvailable), cancellationToken);
            await SubscriptionAsync(
                "shared-subscriptions", "$share/probe/probe/s", Properties.None, Said("Shared Subscription Available", said.SharedSubscriptionAvailable), cancellationToken);
            Conclude("topic-aliases", said.TopicAliasMaximum > 0, $"CONNACK: Topic Alias Maximum {said.TopicAliasMaximum?.ToString(Invariant) ?? "absent"}");
            Conclude("server-keep-alive", said.ServerKeepAlive is not null, $"CONNACK: Server Keep Alive {said.ServerKeepAlive?.ToString(Invariant) ?? "absent"}");
            Conclude("session-expiry", said.SessionExpiryInterval != 0, $"CONNACK: Session Expiry Interval {said.SessionExpiryInterval?.ToString(Invariant) ?? "absent"} for 1 asked for");
            Conclude("response-information", said.ResponseInformation is not null, $"CONNACK: Response Information {(said.ResponseInformation is null ? "absent" : "present")}");
        }

        await RetainedAsync(said.RetainAvailable, cancellationToken);
        return _observed;
    }

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private Task QoSAsync(string id, QualityOfService qos, byte? maximum, CancellationToken cancellationToken) => TryAsync(
        id,
        maximum is { } m && (int)qos > m ? $"CONNACK: Maximum QoS {m}" : null,
        async () =>
        {
            await clients.Publishing.PublishAsync(client.Session, Message(qos), cancellationToken);
            return $"a message at QoS {(int)qos} was acknowledged";
        });

    private Task SubscriptionAsync(string id, string filter, Properties properties, string? denied, CancellationToken cancellationToken) => TryAsync(
        id,
        denied,
        async () =>
        {
            var subscription = new TopicSubscription(clients.Names.Topic(filter), QualityOfService.AtMostOnce);
            await clients.Subscribing.SubscribeAsync(client, [subscription], properties, cancellationToken);
            return $"a subscription to {filter} was granted";
        });

    private Task RetainedAsync(byte? available, CancellationToken cancellationToken) => TryAsync(
        "retained-messages",
        Said("Retain Available", available),
        async () =>
        {
            var message = Message(QualityOfService.AtMostOnce) with { Retain = true, Topic = clients.Names.Topic("probe/retained") };
            await clients.Publishing.PublishAsync(client.Session, message, cancellationToken);
            await clients.Waiting.ExpectAliveAsync(client.Session, "a retained message was published", cancellationToken);
            await clients.Subscribing.SubscribeAsync(client, [new TopicSubscription(message.Topic)], Properties.None, cancellationToken);
            await clients.Waiting.ExpectAsync(
                client.Session, "the retained message", p => p.Packet is PublishPacket { Retain: true } m && m.Topic == message.Topic, cancellationToken);
            return "a retained message was delivered to a later subscription";
        });

    private async Task TryAsync(string id, string? denied, Func<Task<string>> attempt)
    {
        if (denied is not null)
        {
            Conclude(id, false, denied);
            return;
        }

        try
        {
            Conclude(id, true, await attempt());
        }
        catch (ExpectationNotMetException problem)
        {
            Conclude(id, false, $"expected {problem.Expected}; {problem.Observed}");
        }
        catch (SutUnavailableException)
        {
            // A silent broker is neither able nor unable: it cannot be told.
        }
    }

    private void Conclude(string id, bool present, string remark) => _observed.Add(new ObservedCapability(id, present, remark));

    private static string? Said(string name, byte? value) => value == 0 ? $"CONNACK: {name} 0" : null;

    private PublishPacket Message(QualityOfService qos) =>
        new() { Topic = clients.Names.Topic("probe/message"), QoS = qos, Payload = "probe"u8.ToArray() };
}
