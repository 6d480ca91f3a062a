using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Clients receive messages, each step the next one from its topic.</summary>
[Binding]
public sealed class ReceivingSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>The next message from a topic is that one.</summary>
    [StepDefinition("the {word} receives {string} from {string}")]
    [StepDefinition("the {word} has received {string} from {string}")]
    public Task Receives(string role, string payload, string topic) => NextAsync(role, payload, topic);

    /// <summary>The next message from a topic came at a QoS, or at the highest that the broker granted where that is lower.</summary>
    [StepDefinition("the {word} receives {string} from {string} at QoS {int}")]
    public Task Receives(string role, string payload, string topic, int qos)
    {
        // A broker may grant less than was asked for, and then delivers at that (MQTT3-3.8.4-6, MQTT5-3.8.4-8).
        var agreed = Math.Min(qos, (int)clients.Of(role).HighestGrant);
        return ReceivesWith(role, payload, topic, ("QoS", agreed.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The next message from a topic has the retain flag.</summary>
    [StepDefinition("the {word} receives {string} from {string} with the retain flag set")]
    public Task ReceivesRetained(string role, string payload, string topic) => ReceivesWith(role, payload, topic, ("retain", "yes"));

    /// <summary>The next message from a topic has not the retain flag.</summary>
    [StepDefinition("the {word} receives {string} from {string} with the retain flag clear")]
    public Task ReceivesLive(string role, string payload, string topic) => ReceivesWith(role, payload, topic, ("retain", "no"));

    /// <summary>The next message from a topic has certain properties.</summary>
    [StepDefinition("the {word} receives {string} from {string} with:")]
    public Task Receives(string role, string payload, string topic, DataTable properties)
    {
        // Written out by the same words, what is expected and what arrived can be compared row by row.
        var expected = properties.Pairs().Aggregate(new PublishPacket(), (m, p) => m.With(p.Key, p.Value));
        return ReceivesWith(role, payload, topic, [.. properties.Pairs().Select(p => p.Key).Distinct().Select(k => (k, expected.Find(k)!))]);
    }

    /// <summary>The next message from a topic still has a certain time to live, in seconds.</summary>
    [StepDefinition("the {word} receives {string} from {string} with a message expiry from {int} to {int}")]
    public async Task ReceivesExpiring(string role, string payload, string topic, int least, int most)
    {
        var arrived = await NextAsync(role, payload, topic);
        var expiry = ((PublishPacket)arrived.Packet).Properties.MessageExpiryInterval;
        if (expiry < least && clients.Waiting.Since(clients.Begun) is var taken && taken > TimeSpan.FromSeconds(most - least))
        {
            throw new SutUnavailableException(
                $"{role}: a message expiry of {expiry} s is below {least} s, but the scenario itself took {Waiting.Seconds(taken)} ({arrived.Where})");
        }

        if (expiry is null || expiry < least || expiry > most)
        {
            throw new ExpectationNotMetException($"Message Expiry Interval from {least} to {most}", arrived.Describe(), arrived.Where);
        }
    }

    /// <summary>A message arrives within a window of time that began with the last event that the scenario counts from.</summary>
    [StepDefinition("the {word} receives {string} from {string} between {int} and {int} seconds later")]
    public async Task ReceivesLater(string role, string payload, string topic, int least, int most)
    {
        var waiting = clients.Waiting;
        var session = clients.Of(role).Session;
        var wire = clients.Names.Topic(topic);
        var left = TimeSpan.FromSeconds(most) - waiting.Since(clients.Mark);
        TimeSpan After(SessionEvent e) => waiting.Since(clients.Mark) - waiting.Since(e.Timestamp);
        SessionEvent? Awaited() => session.Events.Untaken.FirstOrDefault(e => e is PacketArrived { Packet: PublishPacket m } && m.Topic == wire);
        var first = await waiting.PollAsync(session.Events, Awaited, left > TimeSpan.Zero ? left : TimeSpan.Zero, scenario.CancellationToken);
        if (first is null || After(first) > TimeSpan.FromSeconds(most))
        {
            // What comes before the answer to a PINGREQ that is sent now may have been under way in time.
            await waiting.ExpectAliveAsync(session, $"whether \"{payload}\" is under way is open", scenario.CancellationToken);
            waiting.RefuseIfStarved(clients.Mark, $"while {session.Name} waited for \"{payload}\"", TimeSpan.FromSeconds(most));
            waiting.RefuseIfSlow($"{session.Name}: \"{payload}\" did not come within {most} s");
            if (Awaited() is { } late)
            {
                throw new SutUnavailableException(
                    $"{session.Name}: {late.Describe()} came after more than {most} s, but may have been under way before ({late.Where})");
            }
        }

        var arrived = await NextAsync(role, payload, topic);
        var after = After(arrived);
        if (after < TimeSpan.FromSeconds(least) || after > TimeSpan.FromSeconds(most))
        {
            throw new ExpectationNotMetException($"\"{payload}\" after {least} to {most} s", $"after {Waiting.Seconds(after)}", arrived.Where);
        }
    }

    /// <summary>A message arrives in one or more copies, one of them at a QoS.</summary>
    [Then("the {word} receives {string} from {string} at QoS {int} at least once")]
    public async Task ReceivesAtLeastOnce(string role, string payload, string topic, int qos)
    {
        var copies = await CopiesAsync(role, payload, topic);
        if (!copies.Any(c => (int)((PublishPacket)c.Packet).QoS == qos))
        {
            throw new ExpectationNotMetException($"\"{payload}\" at QoS {qos}", string.Join("; ", copies.Select(c => c.Describe())), copies[0].Where);
        }
    }

    /// <summary>A message arrives in one or more copies, which together name certain subscriptions.</summary>
    [Then("the {word} receives {string} from {string} under the subscription identifiers {string}")]
    public async Task ReceivesUnder(string role, string payload, string topic, string identifiers)
    {
        var copies = await CopiesAsync(role, payload, topic);
        var each = copies.Select(c => ((PublishPacket)c.Packet).Properties.SubscriptionIdentifiers).ToList();
        var all = string.Join(", ", each.SelectMany(ids => ids).Distinct().Order());
        if (all != identifiers || each.Any(ids => ids.Count == 0))
        {
            throw new ExpectationNotMetException(
                $"the subscription identifiers {identifiers}, at least one in each copy", string.Join("; ", copies.Select(c => c.Describe())), copies[0].Where);
        }
    }

    /// <summary>The messages "1", "2" and so on arrive from a topic in that order.</summary>
    [StepDefinition("the {word} receives the {int} messages from {string} in order")]
    [StepDefinition("the {word} has received the {int} messages from {string} in order")]
    public async Task ReceivesInOrder(string role, int count, string topic)
    {
        for (var n = 1; n <= count; n++)
        {
            await NextAsync(role, n.ToString(CultureInfo.InvariantCulture), topic);
        }
    }

    /// <summary>A message of an earlier connection arrives again, under the same packet identifier.</summary>
    [Then("the {word} receives {string} again, with its packet identifier")]
    public Task ReceivesAgain(string role, string payload)
    {
        var id = clients.Of(role).PacketIdOf(payload);
        return AgainAsync(role, payload, $"packet id {id}", m => m.PacketId == id);
    }

    /// <summary>A message of an earlier connection arrives again, marked as a repetition.</summary>
    [Then("the {word} receives {string} again, with the DUP flag set")]
    public Task ReceivesMarked(string role, string payload) => AgainAsync(role, payload, "DUP", m => m.Dup);

    private async Task AgainAsync(string role, string payload, string mark, Func<PublishPacket, bool> isMarked)
    {
        var client = clients.Of(role);
        var arrived = await clients.Waiting.ExpectAsync(
            client.Session, $"PUBLISH of \"{payload}\"", p => p.Packet is PublishPacket m && clients.Counts(m.Topic), scenario.CancellationToken);
        var message = (PublishPacket)arrived.Packet;
        if (!isMarked(message) || !message.Payload.Span.SequenceEqual(TextNotation.Payload(payload)))
        {
            throw new ExpectationNotMetException($"PUBLISH of \"{payload}\" with {mark}", arrived.Describe(), arrived.Where);
        }
    }

    private async Task ReceivesWith(string role, string payload, string topic, params (string Name, string Value)[] properties)
    {
        var arrived = await NextAsync(role, payload, topic);
        var message = (PublishPacket)arrived.Packet;
        var wrong = properties.Where(p => message.Find(p.Name) != p.Value).ToList();
        if (wrong.Count > 0)
        {
            throw new ExpectationNotMetException(
                string.Join(", ", wrong.Select(p => $"{p.Name} {p.Value}")),
                string.Join(", ", wrong.Select(p => $"{p.Name} {message.Find(p.Name) ?? "absent"}")) + $" in {arrived.Describe()}",
                arrived.Where);
        }
    }

    private async Task<PacketArrived> NextAsync(string role, string payload, string topic)
    {
        var client = clients.Of(role);
        var wire = clients.Names.Topic(topic);
        var arrived = await clients.Waiting.ExpectAsync(
            client.Session, $"PUBLISH of \"{payload}\" to {wire}", p => p.Packet is PublishPacket m && TopicOf(client.Session, m) == wire, scenario.CancellationToken);
        var message = (PublishPacket)arrived.Packet;
        if (!message.Payload.Span.SequenceEqual(TextNotation.Payload(payload)))
        {
            throw new ExpectationNotMetException($"PUBLISH of \"{payload}\" to {wire}", arrived.Describe(), arrived.Where);
        }

        client.Remember(payload, message.PacketId);
        return arrived;
    }

    // A PUBLISH without a topic name means the topic that an earlier one set for its alias (MQTT 5.0, clause 3.3.2.3.4).
    private static string TopicOf(MqttSession session, PublishPacket message) => message is { Topic: "", Properties.TopicAlias: { } alias }
        ? session.Events.All.OfType<PacketArrived>()
            .Select(p => p.Packet)
            .TakeWhile(p => !ReferenceEquals(p, message))
            .OfType<PublishPacket>()
            .LastOrDefault(p => p.Properties.TopicAlias == alias && p.Topic.Length > 0)?.Topic ?? ""
        : message.Topic;

    private async Task<List<PacketArrived>> CopiesAsync(string role, string payload, string topic)
    {
        var first = await NextAsync(role, payload, topic);
        var client = clients.Of(role);
        await clients.Absence.SettleAsync(client, scenario.CancellationToken);
        var copies = new List<PacketArrived> { first };
        while (client.Session.Events.Take<PacketArrived>(p => p.Packet is PublishPacket m && m.Topic == clients.Names.Topic(topic)) is { } copy)
        {
            copies.Add(copy);
        }

        return copies;
    }
}
