using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>What must not arrive, and what is true of all that arrived. Absence is proved by later messages that do arrive.</summary>
[Binding]
public sealed class AbsenceSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>No message of the scenario arrives that no step has expected.</summary>
    [Then("the {word} receives nothing")]
    [Then("the {word} receives nothing more")]
    public Task ReceivesNothing(string role) => ExpectNone(role, "no message", _ => true);

    /// <summary>No message from a topic arrives that no step has expected.</summary>
    [Then("the {word} receives nothing from {string}")]
    public Task ReceivesNothingFrom(string role, string topic)
    {
        var wire = clients.Names.Topic(topic);
        return ExpectNone(role, $"no message from {wire}", m => m.Topic == wire);
    }

    /// <summary>No message with a payload arrives.</summary>
    [Then("the {word} does not receive {string}")]
    public Task DoesNotReceive(string role, string payload) =>
        ExpectNone(role, $"no message \"{payload}\"", m => m.Payload.Span.SequenceEqual(TextNotation.Payload(payload)));

    /// <summary>Some messages from a topic arrive, but no more than that.</summary>
    [Then("the {word} receives at least {int} and at most {int} messages from {string}")]
    public async Task ReceivesBetween(string role, int least, int most, string topic)
    {
        var client = clients.Of(role);
        var wire = clients.Names.Topic(topic);
        await clients.Absence.SettleAsync(client, scenario.CancellationToken);
        var arrived = client.Messages(t => t == wire).ToList();
        if (arrived.Count < least || arrived.Count > most)
        {
            throw new ExpectationNotMetException(
                $"{least} to {most} messages from {wire}", $"{arrived.Count}: {string.Join("; ", arrived.Select(p => p.Describe()))}", client.Session.LastFrame);
        }
    }

    /// <summary>Each of the messages "1", "2" and so on arrives at one of two clients, and at one only.</summary>
    [Then("the {word} and the {word} together receive the {int} messages from {string} once each")]
    public async Task ReceiveTogether(string one, string other, int count, string topic)
    {
        var wire = clients.Names.Topic(topic);
        Client[] both = [clients.Of(one), clients.Of(other)];
        // Either may still be behind when the other has its share.
        foreach (var client in both.Concat(both))
        {
            await clients.Absence.SettleAsync(client, scenario.CancellationToken);
        }

        var due = both.SelectMany(c => c.Messages(t => t == wire)).Select(p => TextNotation.Show(((PublishPacket)p.Packet).Payload.Span)).ToList();
        var expected = Enumerable.Range(1, count).Select(n => $"\"{n.ToString(CultureInfo.InvariantCulture)}\"").Order();
        if (!due.Order().SequenceEqual(expected))
        {
            throw new ExpectationNotMetException(
                $"the {count} messages once each, at either {one} or {other}", $"{due.Count}: {string.Join(", ", due.Order())}", both[0].Session.LastFrame);
        }
    }

    /// <summary>All messages that a client has received came at a QoS.</summary>
    [Then("the messages of the {word} came at QoS {int}")]
    public void AllAtQoS(string role, int qos) =>
        ExpectOfAll(role, $"QoS {qos}", m => (int)m.QoS == qos);

    /// <summary>All messages came at a QoS, none as a repetition, and under packet identifiers that differ.</summary>
    [Then("the messages of the {word} came at QoS {int}, with DUP clear and packet identifiers of their own")]
    public void AllFresh(string role, int qos)
    {
        ExpectOfAll(role, $"QoS {qos} and DUP clear", m => (int)m.QoS == qos && !m.Dup && m.PacketId != 0);
        var messages = Messages(role);
        var twice = messages.CountBy(m => ((PublishPacket)m.Packet).PacketId).FirstOrDefault(p => p.Value > 1);
        if (twice.Value > 1)
        {
            throw new ExpectationNotMetException("a packet identifier for each message", $"{twice.Key} for {twice.Value} messages", messages[^1].Where);
        }
    }

    /// <summary>No message carries a topic alias.</summary>
    [Then("the messages of the {word} carry no topic alias")]
    public void NoAlias(string role) => ExpectOfAll(role, "no Topic Alias", m => m.Properties.TopicAlias is null);

    /// <summary>Topic aliases lie in a range.</summary>
    [Then("the messages of the {word} carry topic aliases from {int} to {int} or none")]
    public void AliasesWithin(string role, int least, int most) =>
        ExpectOfAll(role, $"Topic Alias from {least} to {most}, or none", m => m.Properties.TopicAlias is not { } alias || (alias >= least && alias <= most));

    /// <summary>Nothing arrived that a strict client does not understand.</summary>
    [Then("every packet that the {word} has received is well-formed")]
    public async Task AllWellFormed(string role)
    {
        var session = clients.Of(role).Session;
        await clients.Waiting.ExpectAliveAsync(session, "whether anything else comes is open", scenario.CancellationToken);
    }

    /// <summary>No packet that a client has received is larger than it can take.</summary>
    [Then("the {word} has received no packet of more than {int} bytes")]
    public void NoneLarger(string role, int most)
    {
        if (clients.Of(role).Session.Events.All.OfType<PacketArrived>().FirstOrDefault(p => p.Length > most) is { } large)
        {
            throw new ExpectationNotMetException($"packets of at most {most} bytes", $"{large.Length} bytes: {large.Describe()}", large.Where);
        }
    }

    /// <summary>Acknowledgements explain nothing to a client that wants no explanations.</summary>
    [Then("no acknowledgement to the {word} contains a {string} or a {string}")]
    public void NoExplanations(string role, string reason, string pair)
    {
        foreach (var arrived in clients.Of(role).Session.Events.All.OfType<PacketArrived>())
        {
            var properties = arrived.Packet switch
            {
                PubAckPacket p => p.Properties,
                PubRecPacket p => p.Properties,
                PubRelPacket p => p.Properties,
                PubCompPacket p => p.Properties,
                SubAckPacket p => p.Properties,
                UnsubAckPacket p => p.Properties,
                _ => Properties.None,
            };
            if (properties.ReasonString is not null || properties.UserProperties.Count > 0)
            {
                throw new ExpectationNotMetException($"no {reason} and no {pair}", arrived.Describe(), arrived.Where);
            }
        }
    }

    private async Task ExpectNone(string role, string expected, Func<PublishPacket, bool> unwanted)
    {
        var client = clients.Of(role);
        await clients.Absence.SettleAsync(client, scenario.CancellationToken);
        var found = client.Session.Events.Take<PacketArrived>(p => p.Packet is PublishPacket m && clients.Counts(m.Topic) && unwanted(m));
        if (found is not null)
        {
            throw new ExpectationNotMetException($"{expected} beyond those that earlier steps expected", found.Describe(), found.Where);
        }
    }

    private void ExpectOfAll(string role, string expected, Func<PublishPacket, bool> holds)
    {
        if (Messages(role).FirstOrDefault(p => !holds((PublishPacket)p.Packet)) is { } wrong)
        {
            throw new ExpectationNotMetException($"{expected} in every message", wrong.Describe(), wrong.Where);
        }
    }

    private List<PacketArrived> Messages(string role) => [.. clients.Of(role).Messages(clients.Counts)];
}
