using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>What a broker does not offer, does not allow, and how it says so.</summary>
[Binding]
public sealed class RestrictionSteps(Clients clients, ScenarioContext scenario)
{
    private readonly Dictionary<string, PublishPacket> _attempts = [];

    /// <summary>A client is connected to a broker whose CONNACK says that something is missing; otherwise the scenario does not apply.</summary>
    [Given("a/an/the {word} connected with MQTT 5.0 to a broker that announces to be without {string}")]
    public async Task ConnectedWithout(string role, string missing)
    {
        var session = await clients.ConnectedAsync(clients.Of(role), new ConnectSettings { Version = MqttVersion.V5 }, scenario.CancellationToken);
        var said = session.Accepted!.Properties;
        var isMissing = missing switch
        {
            "QoS 2" => said.MaximumQoS is not null,
            "retained messages" => said.RetainAvailable == 0,
            "wildcards" => said.WildcardSubscriptionAvailable == 0,
            "shared subscriptions" => said.SharedSubscriptionAvailable == 0,
            "subscription identifiers" => said.SubscriptionIdentifiersAvailable == 0,
            _ => throw new FormatException($"'{missing}' is nothing that a CONNACK can say a broker is without."),
        };
        if (!isMissing)
        {
            throw new ScenarioSkippedException($"The broker's CONNACK does not say that it is without {missing}.");
        }
    }

    /// <summary>The CONNACK has a Maximum QoS, or the broker has QoS 2 after all.</summary>
    [Then("the broker announces to the {word} up to which QoS it takes messages")]
    public async Task AnnouncesQoS(string role)
    {
        var session = clients.Of(role).Session;
        if (session.Accepted?.Properties.MaximumQoS is not null)
        {
            return;
        }

        try
        {
            await clients.Publishing.PublishAsync(
                session,
                new PublishPacket { Topic = clients.Names.Topic("lamp/1/state"), QoS = QualityOfService.ExactlyOnce, Payload = "on"u8.ToArray() },
                scenario.CancellationToken);
        }
        catch (ExpectationNotMetException problem)
        {
            throw new ExpectationNotMetException(
                "Maximum QoS in the CONNACK", $"none, and a message at QoS 2 is not taken: {problem.Observed}", problem.Evidence);
        }

        throw new ScenarioSkippedException("The broker announces no Maximum QoS and takes messages at QoS 2.");
    }

    /// <summary>The broker grants the last subscription, at whatever QoS.</summary>
    [Then("the broker grants the subscription of the {word}")]
    public void Grants(string role)
    {
        var answer = clients.Of(role).LastSubscription ?? throw new SutUnavailableException($"{role}: has not subscribed before");
        if (!answer.Granted)
        {
            throw new ExpectationNotMetException(
                "SUBACK with a code below 0x80", answer.Answer?.ToString() ?? "the broker ended the connection", answer.Where);
        }
    }

    /// <summary>A client asks for something that it may not have; what the broker says to that is for a later step.</summary>
    [When("the {word} tries to publish {string} to {string} at QoS {int}")]
    public async Task TriesToPublish(string role, string payload, string topic, int qos)
    {
        var session = clients.Of(role).Session;
        var message = new PublishPacket
        {
            Topic = clients.Names.Topic(topic),
            Payload = TextNotation.Payload(payload),
            QoS = (QualityOfService)qos,
            PacketId = qos == 0 ? (ushort)0 : session.NextPacketId(),
        };
        Capabilities.Require(session, message);
        await session.SendAsync(message, scenario.CancellationToken);
        _attempts[role] = message;
    }

    /// <summary>A message that is not allowed is acknowledged by the rules of its QoS, or the connection is closed.</summary>
    [StepDefinition("the broker acknowledges that message of the {word} or closes its connection")]
    public async Task AcknowledgesOrCloses(string role)
    {
        var session = clients.Of(role).Session;
        var message = Attempt(role);
        try
        {
            switch (message.QoS)
            {
                case QualityOfService.AtMostOnce:
                    await clients.Waiting.ExpectAliveAsync(session, "whether the connection lives is open", scenario.CancellationToken);
                    break;
                case QualityOfService.AtLeastOnce:
                    await clients.Waiting.ExpectAsync(
                        session, "PUBACK, or the connection closed", p => p.Packet is PubAckPacket a && a.PacketId == message.PacketId, scenario.CancellationToken);
                    break;
                default:
                    await CompleteAsync(session, message.PacketId);
                    break;
            }
        }
        catch (ExpectationNotMetException) when (session.Events.End is ConnectionClosed)
        {
            // The other lawful answer.
        }
    }

    /// <summary>A client that the broker has not cut off receives nothing from a topic; one that it has, has received nothing.</summary>
    [Then("the {word} receives nothing from {string}, if it is still there")]
    public async Task ReceivesNothingFrom(string role, string topic)
    {
        var client = clients.Of(role);
        if (await clients.Waiting.SettleAsync(client.Session, "whether the connection lives is open", scenario.CancellationToken))
        {
            await clients.Absence.SettleAsync(client, scenario.CancellationToken);
        }

        var wire = clients.Names.Topic(topic);
        if (client.Messages(t => t == wire).FirstOrDefault() is { } found)
        {
            throw new ExpectationNotMetException($"no message from {wire}", found.Describe(), found.Where);
        }
    }

    /// <summary>The broker rejects a message at QoS 2 in its PUBREC; one that takes it or closes makes another lawful choice.</summary>
    [When("the broker rejects the message of the {word} with packet identifier {int}")]
    public async Task Rejects(string role, int id)
    {
        var session = clients.Of(role).Session;
        try
        {
            var answer = await clients.Waiting.ExpectAsync(
                session, "PUBREC", p => p.Packet is PubRecPacket a && a.PacketId == id, scenario.CancellationToken);
            if (!((PubRecPacket)answer.Packet).ReasonCode.IsFailure())
            {
                throw new ScenarioSkippedException("The broker takes the message, as it may.");
            }
        }
        catch (ExpectationNotMetException) when (session.Events.End is ConnectionClosed)
        {
            throw new ScenarioSkippedException("The broker closes the connection instead of rejecting the message, as it may.");
        }
    }

    private PublishPacket Attempt(string role) =>
        _attempts.TryGetValue(role, out var message) ? message : throw new SutUnavailableException($"{role}: has not tried to publish before");

    private async Task CompleteAsync(MqttSession session, ushort id)
    {
        var answer = await clients.Waiting.ExpectAsync(
            session, "PUBREC, or the connection closed", p => p.Packet is PubRecPacket a && a.PacketId == id, scenario.CancellationToken);
        if (((PubRecPacket)answer.Packet).ReasonCode.IsFailure())
        {
            return;
        }

        await session.SendAsync(new PubRelPacket { PacketId = id }, scenario.CancellationToken);
        await clients.Waiting.ExpectAsync(
            session, "PUBCOMP, or the connection closed", p => p.Packet is PubCompPacket a && a.PacketId == id, scenario.CancellationToken);
    }
}
