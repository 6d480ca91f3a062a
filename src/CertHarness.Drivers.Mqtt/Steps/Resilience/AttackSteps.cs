using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Resilience;

/// <summary>Attacks and overload. How much of it is a matter of the profile's parameters: those of a client begin with its role.</summary>
[Binding]
public sealed class AttackSteps(
    Attackers attackers, MalformedSenders senders, HeldMemory memory, Clients clients, Parameters parameters, MeasurementLog measurements, ScenarioContext scenario)
{
    private Flood? _flood;

    /// <summary>As many packets as <c>malformed-packets</c> says, of every way to spoil one.</summary>
    [When("attackers send malformed packets in every position")]
    public Task SendMalformed() => senders.SendMalformedAsync(scenario.Seed, Number("malformed-packets"), scenario.CancellationToken);

    /// <summary>As many packets as <c>malformed-sample</c> says, where the attack is only the occasion.</summary>
    [When("attackers send a sample of malformed packets")]
    public Task SendSample() => senders.SendMalformedAsync(scenario.Seed, Number("malformed-sample"), scenario.CancellationToken);

    /// <summary>Packets that claim to come from somebody else, as many as <c>malformed-sample</c> says if there are so many. What a broker
    /// takes for a CONNECT all the same is another matter.</summary>
    [When("attackers send CONNECT packets that the broker does not accept under the name of the {word}")]
    public Task Impersonate(string role) =>
        senders.SendMalformedConnectsAsync(scenario.Seed, role, Number("malformed-sample"), scenario.CancellationToken);

    /// <summary>Whether the broker cuts the client off for it or not, the connection ends behind it.</summary>
    [StepDefinition("the {word} sends the bytes {string}, and its connection ends")]
    public async Task SendsAndEnds(string role, string notation)
    {
        var client = clients.Of(role);
        await client.Session.SendBytesAsync(clients.Bytes(client, notation), scenario.CancellationToken);
        await client.Session.CompleteWritesAsync(scenario.CancellationToken);
        await clients.Waiting.EndAsync(client.Session, clients.Waiting.Timeout, scenario.CancellationToken);
        client.Session.Abort();
    }

    /// <summary><c>storm-clients</c> clients, <c>storm-at-once</c> of them at the same time.</summary>
    [When("very many clients connect at once and vanish")]
    public Task Storm() => attackers.StormAsync(Number("storm-clients"), Number("storm-at-once"), scenario.CancellationToken);

    /// <summary>A client that asks for messages and then leaves them where they are.</summary>
    [Given("a/an {word} that has subscribed to {string} and reads nothing")]
    public Task ReadsNothing(string role, string filter) => attackers.SubscribeAndStopReadingAsync(role, filter, scenario.CancellationToken);

    /// <summary>The same flood as later, where nobody measures it.</summary>
    [Given("a/an {word} that has published to {string} as fast as it can")]
    public Task HasFlooded(string role, string topic) => FloodAsync(role, topic);

    /// <summary><c>ROLE-messages</c> messages of <c>ROLE-bytes</c> bytes each at QoS 0.</summary>
    [When("a/an/the {word} publishes to {string} as fast as it can")]
    public async Task Floods(string role, string topic) => Record(_flood = await FloodAsync(role, topic));

    /// <summary>From now on it is looked how much memory the broker holds.</summary>
    [Given("the memory of the broker is watched")]
    public void WatchesMemory() => memory.Watch();

    /// <summary>Whoever keeps what cannot be delivered has as much of it as was published; how much less there has to be is graded by the profile.</summary>
    [Then("the broker holds less than half of what the {word} published")]
    public Task HoldsLittle(string role) => memory.ExpectLessThanHalfAsync(
        _flood ?? throw new SutUnavailableException("nobody has published yet"), Number($"{role}-bytes"), Number($"{role}-messages"));

    /// <summary>A retained message on each of <c>ROLE-topics</c> topics.</summary>
    [When("a/an {word} leaves retained messages on very many topics")]
    public async Task LeavesRetained(string role)
    {
        var count = Number($"{role}-topics");
        var messages = Enumerable.Range(0, count)
            .Select(n => new PublishPacket { Topic = clients.Names.Topic($"{role}/{n}/state"), Retain = true, Payload = "on"u8.ToArray() })
            .ToList();
        messages.ForEach(m => clients.ClearLater(m.Topic));
        Record(await attackers.FloodAsync(role, count, n => messages[n], scenario.CancellationToken));
    }

    /// <summary><c>ROLE-subscriptions</c> subscriptions of one client.</summary>
    [When("a/an {word} makes very many subscriptions")]
    public Task Subscribes(string role) => attackers.SubscribeManyAsync(role, Number($"{role}-subscriptions"), scenario.CancellationToken);

    /// <summary>Topics, payloads of <c>edge-bytes</c> bytes, and lengths.</summary>
    [When("clients go to the edge of what the protocol can express")]
    public Task GoToTheEdge() => attackers.GoToTheEdgeAsync(Number("edge-bytes"), scenario.CancellationToken);

    /// <summary><c>silent-connections</c> connections.</summary>
    [When("many connections are opened on which nobody introduces itself")]
    public Task OpenSilent() => attackers.OpenSilentAsync(Number("silent-connections"), scenario.CancellationToken);

    /// <summary>A connection for each byte of a client's CONNECT, broken behind it.</summary>
    [When("the connections of a/an {word} break off after every byte of its CONNECT")]
    public Task BreakOff(string role) => attackers.BreakOffConnectsAsync(role, scenario.CancellationToken);

    private Task<Flood> FloodAsync(string role, string topic)
    {
        var message = new PublishPacket { Topic = clients.Names.Topic(topic), Payload = new byte[Number($"{role}-bytes")] };
        return attackers.FloodAsync(role, Number($"{role}-messages"), _ => message, scenario.CancellationToken);
    }

    private void Record(Flood flood)
    {
        measurements.Record("flood-messages", flood.Sent, "messages");
        measurements.Record("flood-duration", flood.Duration.TotalSeconds, "s");
    }

    private int Number(string parameter) => (int)parameters[parameter];
}
