using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Clients publish messages. Unless a step says "sends", the broker's acknowledgement is awaited.</summary>
[Binding]
public sealed class PublishingSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>A message.</summary>
    [StepDefinition("the {word} publishes {string} to {string} at QoS {int}")]
    [StepDefinition("the {word} has published {string} to {string} at QoS {int}")]
    public Task Publishes(string role, string payload, string topic, int qos) => PublishAsync(role, Message(payload, topic, qos));

    /// <summary>A retained message.</summary>
    [StepDefinition("the {word} publishes {string} to {string}, retained, at QoS {int}")]
    [StepDefinition("the {word} has published {string} to {string}, retained, at QoS {int}")]
    public Task PublishesRetained(string role, string payload, string topic, int qos) =>
        PublishAsync(role, Message(payload, topic, qos) with { Retain = true });

    /// <summary>A message with properties.</summary>
    [StepDefinition("the {word} publishes {string} to {string} at QoS {int} with:")]
    [StepDefinition("the {word} has published {string} to {string} at QoS {int} with:")]
    public Task Publishes(string role, string payload, string topic, int qos, DataTable properties) =>
        PublishAsync(role, properties.Pairs().Aggregate(Message(payload, topic, qos), (m, p) => m.With(p.Key, p.Value)));

    /// <summary>Many messages one right behind the other, their payloads "1", "2" and so on.</summary>
    [StepDefinition("the {word} publishes {int} messages to {string} at QoS {int}")]
    [StepDefinition("the {word} has published {int} messages to {string} at QoS {int}")]
    public Task PublishesMany(string role, int count, string topic, int qos) =>
        PublishAsync(role, [.. Enumerable.Range(1, count).Select(n => Message(n.ToString(CultureInfo.InvariantCulture), topic, qos))]);

    /// <summary>A message of a certain size.</summary>
    [StepDefinition("the {word} publishes {int} bytes to {string} at QoS {int}")]
    public Task PublishesBytes(string role, int size, string topic, int qos) => PublishAsync(role, Message(new string('x', size), topic, qos));

    /// <summary>A PUBLISH packet as the table says, and nothing after it.</summary>
    [StepDefinition("the {word} sends a PUBLISH of {string} to {string} with:")]
    [StepDefinition("the {word} has sent a PUBLISH of {string} to {string} with:")]
    public Task Sends(string role, string payload, string topic, DataTable properties)
    {
        var session = clients.Of(role).Session;
        var message = properties.Pairs().Aggregate(
            Message(payload, topic, 0),
            (m, p) => m.With(p.Key, p.Value == "highest" ? Capabilities.TopicAliases(session).ToString(CultureInfo.InvariantCulture) : p.Value));
        Capabilities.Require(session, message);
        return session.SendAsync(message, scenario.CancellationToken);
    }

    /// <summary>The broker passes on what is published to a topic; otherwise the scenario does not apply.</summary>
    [Given("the broker carries messages of the {word} on {string}")]
    public async Task Carries(string role, string topic)
    {
        const string Witness = "onlooker";
        var witness = clients.Of(Witness);
        var version = clients.Of(role).Session.Version;
        await clients.StageHandAsync(Witness, version, scenario.CancellationToken);
        await clients.Subscribing.TryAsync(
            witness, [new TopicSubscription(clients.Names.Topic(topic), QualityOfService.AtLeastOnce)], Properties.None, scenario.CancellationToken);
        var publisher = await clients.StageHandAsync("herald", version, scenario.CancellationToken);
        await publisher.SendAsync(Message("probe", topic, 0), scenario.CancellationToken);
        if (witness.LastSubscription is { Granted: true })
        {
            await clients.Absence.SettleAsync(witness, scenario.CancellationToken);
        }

        if (!witness.Messages(t => t == clients.Names.Topic(topic)).Any())
        {
            throw new ScenarioSkippedException($"The broker does not pass on what clients publish to \"{topic}\", as it may.");
        }
    }

    private PublishPacket Message(string payload, string topic, int qos) =>
        new() { Topic = clients.Names.Topic(topic), Payload = TextNotation.Payload(payload), QoS = (QualityOfService)qos };

    private Task PublishAsync(string role, params IReadOnlyList<PublishPacket> messages) =>
        clients.Publishing.PublishAsync(clients.Of(role).Session, messages, scenario.CancellationToken);
}
