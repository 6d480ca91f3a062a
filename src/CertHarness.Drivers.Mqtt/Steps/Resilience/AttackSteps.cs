using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Drivers.Mqtt.Steps.Resilience;

/// <summary>Attacks and overload. How much of it is a matter of the profile's parameters: those of a client begin with its role.</summary>
[Binding]
public sealed class AttackSteps(Attackers attackers, Clients clients, Parameters parameters, ScenarioContext scenario)
{
    /// <summary>As many packets as <c>malformed-packets</c> says, of every way to spoil one.</summary>
    [When("attackers send malformed packets in every position")]
    public Task SendMalformed() => attackers.SendMalformedAsync(scenario.Seed, Number("malformed-packets"), scenario.CancellationToken);

    /// <summary>As many packets as <c>malformed-sample</c> says, where the attack is only the occasion.</summary>
    [When("attackers send a sample of malformed packets")]
    public Task SendSample() => attackers.SendMalformedAsync(scenario.Seed, Number("malformed-sample"), scenario.CancellationToken);

    /// <summary>Packets that claim to come from somebody else, as many as <c>malformed-sample</c> says if there are so many. What a broker
    /// takes for a CONNECT all the same is another matter.</summary>
    [When("attackers send CONNECT packets that the broker does not accept under the name of the {word}")]
    public Task Impersonate(string role) =>
        attackers.SendMalformedConnectsAsync(scenario.Seed, role, Number("malformed-sample"), scenario.CancellationToken);

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

    /// <summary><c>ROLE-messages</c> messages of <c>ROLE-bytes</c> bytes each at QoS 0.</summary>
    [When("a/an {word} publishes to {string} as fast as it can")]
    public Task Floods(string role, string topic)
    {
        var message = new PublishPacket { Topic = clients.Names.Topic(topic), Payload = new byte[Number($"{role}-bytes")] };
        return attackers.FloodAsync(role, Number($"{role}-messages"), _ => message, scenario.CancellationToken);
    }

    /// <summary>A retained message on each of <c>ROLE-topics</c> topics.</summary>
    [When("a/an {word} leaves retained messages on very many topics")]
    public Task LeavesRetained(string role)
    {
        var count = Number($"{role}-topics");
        var messages = Enumerable.Range(0, count)
            .Select(n => new PublishPacket { Topic = clients.Names.Topic($"{role}/{n}/state"), Retain = true, Payload = "on"u8.ToArray() })
            .ToList();
        messages.ForEach(m => clients.ClearLater(m.Topic));
        return attackers.FloodAsync(role, count, n => messages[n], scenario.CancellationToken);
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

    private int Number(string parameter) => (int)parameters[parameter];
}
