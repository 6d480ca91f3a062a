using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Clients subscribe and unsubscribe. Unless a step says otherwise, at QoS 2 and with the broker's answer awaited.</summary>
[Binding]
public sealed class SubscribingSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>A subscription at QoS 2.</summary>
    [StepDefinition("the {word} subscribes to {string}")]
    [StepDefinition("the {word} has subscribed to {string}")]
    public Task Subscribes(string role, string filter) =>
        SubscribeAsync(role, [new TopicSubscription(clients.Names.Topic(filter), QualityOfService.ExactlyOnce)], Properties.None);

    /// <summary>A subscription at a QoS; where the broker grants less, the scenario does not apply.</summary>
    [StepDefinition("the {word} has subscribed to {string} at QoS {int}")]
    public Task Subscribes(string role, string filter, int qos) => clients.Subscribing.SubscribeExactlyAsync(
        clients.Of(role), [new TopicSubscription(clients.Names.Topic(filter), (QualityOfService)qos)], scenario.CancellationToken);

    /// <summary>A subscription with options.</summary>
    [StepDefinition("the {word} subscribes to {string} with:")]
    [StepDefinition("the {word} has subscribed to {string} with:")]
    public Task Subscribes(string role, string filter, DataTable options) => SubscribeAsync(
        role,
        [Subscription(filter, options)],
        new Properties { SubscriptionIdentifiers = options.Value("subscription identifier") is { } id ? [(uint)Int(id)] : [] });

    /// <summary>A subscription whose filter gets no prefix: it may match what others publish, which the scenario ignores.</summary>
    [StepDefinition("the {word} has subscribed to {string} of the whole tree")]
    public Task SubscribesWholeTree(string role, string filter)
    {
        // The topic of the scenario is one level with the token, so "+/1" finds it at the top.
        return SubscribeAsync(role, [new TopicSubscription(filter, QualityOfService.AtLeastOnce)], Properties.None);
    }

    /// <summary>Many subscriptions in one SUBSCRIBE.</summary>
    [StepDefinition("the {word} subscribes in one packet to:")]
    public Task SubscribesInOne(string role, DataTable filters) => SubscribeAsync(role, Subscriptions(filters), Properties.None);

    /// <summary>Many subscriptions in one SUBSCRIBE, of which the broker may refuse some.</summary>
    [When("the {word} tries to subscribe in one packet to:")]
    public Task TriesToSubscribeInOne(string role, DataTable filters) =>
        clients.Subscribing.AskAsync(clients.Of(role), Subscriptions(filters), scenario.CancellationToken);

    /// <summary>A request that the broker may refuse.</summary>
    [When("the {word} tries to subscribe to {string}")]
    public Task TriesToSubscribe(string role, string filter) => TryAsync(role, clients.Names.Topic(filter));

    /// <summary>A request that the broker may refuse, for a filter that gets no prefix.</summary>
    [When("the {word} tries to subscribe to {string} of the whole tree")]
    public Task TriesToSubscribeWholeTree(string role, string filter) => TryAsync(role, filter);

    /// <summary>A request with options that the broker may refuse.</summary>
    [When("the {word} tries to subscribe to {string} with:")]
    public Task TriesToSubscribe(string role, string filter, DataTable options) =>
        clients.Subscribing.TryAsync(clients.Of(role), [Subscription(filter, options)], Properties.None, scenario.CancellationToken);

    /// <summary>The SUBACK refuses, or the broker ends the connection: a filter that is not well-formed allows both.</summary>
    [Then("the broker refuses the subscription of the {word}")]
    public void Refuses(string role)
    {
        var answer = Subscription(role);
        if (answer.Answer is { } granted && granted.ReasonCodes.Any(c => !c.IsFailure()))
        {
            throw new ExpectationNotMetException("SUBACK with a code of 0x80 or above, or the connection closed", granted.ToString(), answer.Where);
        }
    }

    /// <summary>One code for each filter, none higher than the QoS asked for.</summary>
    [Then("the broker grants the {word} each filter at most at the QoS asked for, in their order")]
    public void GrantsInOrder(string role) => AnswersInOrder(role, _ => false);

    /// <summary>One code for each filter: a failure, or a QoS no higher than the one asked for.</summary>
    [Then("the broker answers the {word} for each filter with the QoS granted, at most the one asked for, or a failure")]
    public void Answers(string role) => AnswersInOrder(role, code => code.IsFailure());

    /// <summary>A SUBSCRIBE with a certain packet identifier.</summary>
    [When("the {word} sends SUBSCRIBE for {string} with packet identifier {int}")]
    public Task SendsSubscribe(string role, string filter, int id) => clients.Of(role).Session.SendAsync(
        new SubscribePacket { PacketId = (ushort)id, Subscriptions = [new TopicSubscription(clients.Names.Topic(filter))] },
        scenario.CancellationToken);

    /// <summary>An UNSUBSCRIBE with a certain packet identifier.</summary>
    [When("the {word} sends UNSUBSCRIBE for {string} with packet identifier {int}")]
    public Task SendsUnsubscribe(string role, string filter, int id) => clients.Of(role).Session.SendAsync(
        new UnsubscribePacket { PacketId = (ushort)id, Filters = [clients.Names.Topic(filter)] }, scenario.CancellationToken);

    /// <summary>A subscription ends.</summary>
    [StepDefinition("the {word} unsubscribes from {string}")]
    public Task Unsubscribes(string role, string filter) =>
        clients.Subscribing.UnsubscribeAsync(clients.Of(role), [clients.Names.Topic(filter)], scenario.CancellationToken);

    /// <summary>Many subscriptions end by one UNSUBSCRIBE.</summary>
    [StepDefinition("the {word} unsubscribes in one packet from:")]
    public Task UnsubscribesInOne(string role, DataTable filters) => clients.Subscribing.UnsubscribeAsync(
        clients.Of(role), [.. filters.Rows.Select(r => clients.Names.Topic(r["topic filter"]))], scenario.CancellationToken);

    /// <summary>Many subscriptions end by one UNSUBSCRIBE, whatever the broker answers.</summary>
    [When("the {word} tries to unsubscribe in one packet from:")]
    public Task TriesToUnsubscribeInOne(string role, DataTable filters) => clients.Subscribing.AskToUnsubscribeAsync(
        clients.Of(role), [.. filters.Rows.Select(r => clients.Names.Topic(r["topic filter"]))], scenario.CancellationToken);

    /// <summary>The UNSUBACK has certain codes in order.</summary>
    [Then("the UNSUBACK of the {word} has the reason codes {string}")]
    public void UnsubscriptionCodes(string role, string codes)
    {
        var client = clients.Of(role);
        var answer = client.LastUnsubscription ?? throw (client.Session.Events.Obstacle is { } obstacle
            ? new ExpectationNotMetException($"UNSUBACK with {codes}", obstacle.Describe(), obstacle.Where ?? client.Session.LastFrame)
            : new SutUnavailableException($"{role}: no UNSUBACK was received before"));
        if (!answer.ReasonCodes.SequenceEqual(codes.Split(", ").Select(c => (ReasonCode)Convert.ToByte(c, 16))))
        {
            throw new ExpectationNotMetException($"UNSUBACK with {codes}", answer.ToString(), client.Session.LastFrame);
        }
    }

    /// <summary>There was one UNSUBACK, not one for each filter.</summary>
    [Then("the {word} has received one UNSUBACK")]
    public async Task OneUnsuback(string role)
    {
        var session = clients.Of(role).Session;
        await clients.Waiting.ExpectAliveAsync(session, "whether another UNSUBACK comes is open", scenario.CancellationToken);
        var count = session.Events.All.Count(e => e is PacketArrived { Packet: UnsubAckPacket });
        if (count != 1)
        {
            throw new ExpectationNotMetException("one UNSUBACK", $"{count}", session.LastFrame);
        }
    }

    private void AnswersInOrder(string role, Func<ReasonCode, bool> allowed)
    {
        var subscription = Subscription(role);
        var asked = subscription.Request.Subscriptions;
        var codes = subscription.Answer?.ReasonCodes ?? [];
        if (codes.Count != asked.Count || asked.Zip(codes).Any(p => !allowed(p.Second) && (int)p.Second > (int)p.First.QoS))
        {
            throw new ExpectationNotMetException(
                $"SUBACK with {asked.Count} codes, at most {string.Join(", ", asked.Select(s => $"0x0{(int)s.QoS}"))}",
                subscription.Answer?.ToString() ?? clients.Of(role).Session.Events.Obstacle?.Describe() ?? "no SUBACK",
                subscription.Where);
        }
    }

    private List<TopicSubscription> Subscriptions(DataTable filters) =>
        [.. filters.Rows.Select(r => new TopicSubscription(clients.Names.Topic(r["topic filter"]), (QualityOfService)Int(r["QoS"])))];

    private TopicSubscription Subscription(string filter, DataTable options) => new(
        clients.Names.Topic(filter),
        (QualityOfService)Int(options.Value("QoS") ?? "2"),
        options.Value("no local") == "yes",
        options.Value("retain as published") == "yes",
        (RetainHandling)Int(options.Value("retain handling") ?? "0"));

    private SubscriptionAnswer Subscription(string role) =>
        clients.Of(role).LastSubscription ?? throw new SutUnavailableException($"{role}: has not subscribed before");

    private Task<SubscriptionAnswer> TryAsync(string role, string filter) => clients.Subscribing.TryAsync(
        clients.Of(role), [new TopicSubscription(filter, QualityOfService.AtLeastOnce)], Properties.None, scenario.CancellationToken);

    private Task SubscribeAsync(string role, IReadOnlyList<TopicSubscription> subscriptions, Properties properties) =>
        clients.Subscribing.SubscribeAsync(clients.Of(role), subscriptions, properties, scenario.CancellationToken);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
