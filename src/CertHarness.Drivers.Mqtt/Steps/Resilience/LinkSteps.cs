using System.Globalization;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Faults;
using CertHarness.Faults.Bandwidth;
using CertHarness.Faults.Corruption;
using CertHarness.Faults.HalfOpen;
using CertHarness.Faults.Latency;
using CertHarness.Faults.Slicer;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Resilience;

/// <summary>Links between clients and the broker that are slow, narrow or bad, or that break.</summary>
[Binding]
public sealed class LinkSteps(Links links, SilentDevices silent, Bystanders bystanders, Clients clients, Parameters parameters, ScenarioContext scenario)
{
    private const int AtATime = 20;

    /// <summary>A link that does nothing yet.</summary>
    [Given("a/an {word} behind a link that can fail")]
    public void Lay(string role) => links.Lay(role, scenario.Seed);

    /// <summary>A link with a delay of <c>link-delay</c>, give or take <c>link-jitter</c>, each way.</summary>
    [Given("a/an {word} behind a slow and unsteady link")]
    public void LaySlow(string role) => links.Lay(role, scenario.Seed).Inject(
        new LatencyFault { Delay = Milliseconds("link-delay"), Jitter = Milliseconds("link-jitter") });

    /// <summary>A link that carries each byte by itself, with pauses of <c>link-byte-pause</c> between them: without, a receiver reads many at once.</summary>
    [Given("a/an {word} behind a link that brings single bytes")]
    public void LaySlicing(string role) => links.Lay(role, scenario.Seed).Inject(new SlicerFault { AverageSize = 1, Delay = Milliseconds("link-byte-pause") });

    /// <summary>A link that carries <c>link-rate</c> bytes a second.</summary>
    [Given("a/an {word} behind a narrow link")]
    public void LayNarrow(string role) => links.Lay(role, scenario.Seed).Inject(new BandwidthFault { BytesPerSecond = (long)parameters["link-rate"] });

    /// <summary>A link that changes one in so many bytes, <c>link-corruption</c>, on the way to the broker.</summary>
    [Given("a/an {word} behind a link that corrupts what it carries")]
    public void LayCorrupting(string role) => links.Lay(role, scenario.Seed).Inject(
        new CorruptionFault { Rate = parameters["link-corruption"] }, Direction.ToSut);

    /// <summary>Neither bytes nor an end get through any more; time counts from the last packet that did.</summary>
    [Given("the link of the {word} has died unseen")]
    public async Task Dies(string role)
    {
        var session = clients.Of(role).Session;
        await clients.Waiting.ExpectAliveAsync(session, "the link is about to die", scenario.CancellationToken);
        clients.Mark = session.LastSent;
        links.Of(role).Inject(new HalfOpenFault());
        // The client is cut off from now on, too: nothing of this reaches the broker.
        session.Abort();
    }

    /// <summary>The client's next connection takes another way.</summary>
    [StepDefinition("the {word} has got another link")]
    public void AnotherLink(string role) => clients.Of(role).Route = null;

    /// <summary>
    /// <c>silent-ROLE</c> clients connect, from the first to the last within <c>silent-span</c> seconds, and fall silent at once. The payload
    /// of each will is the client's number, from 1.
    /// </summary>
    [When("{word} connect with MQTT {word} and their links die unseen, one after another:")]
    public Task Die(string role, string version, DataTable settings) => silent.FallSilentAsync(
        role,
        (int)parameters[$"silent-{role}"],
        Seconds("silent-span"),
        new ConnectSettings { Version = ConnectingSteps.Version(version) }.With(settings.Pairs()),
        scenario.Seed,
        scenario.CancellationToken);

    /// <summary>
    /// Wills are published because the keep alives of their clients are over; how much later than one and a half times those is measured.
    /// Later than <c>silent-longest</c> seconds is never.
    /// </summary>
    [Then("the {word} receives the wills of all of them soon after their keep alive")]
    public Task ReceivesWills(string role) => silent.ExpectNoticedAsync(clients.Of(role).Session, Seconds("silent-longest"), scenario.CancellationToken);

    /// <summary><c>ROLE-messages</c> messages with the payloads "1", "2" and so on, a few at a time: more at once would be a flood.</summary>
    [StepDefinition("the {word} publishes its messages to {string} at QoS {int}")]
    public async Task Publishes(string role, string topic, int qos)
    {
        foreach (var some in Enumerable.Range(1, CountOf(role)).Select(n => new PublishPacket { Topic = clients.Names.Topic(topic), QoS = (QualityOfService)qos, Payload = TextNotation.Payload(n.ToString(CultureInfo.InvariantCulture)) }).Chunk(AtATime))
            await clients.Publishing.PublishAsync(clients.Of(role).Session, some, scenario.CancellationToken);
    }

    /// <summary>The same at QoS 2 while the client's own link breaks <c>link-breaks</c> times, each time in the middle of an exchange.</summary>
    [When("the {word} publishes its messages to {string} at QoS 2 while its link breaks over and over")]
    public Task PublishesBroken(string role, string topic) => new BrokenExchange(clients, links.Of(role), (int)parameters["link-breaks"])
        .PublishAsync(clients.Of(role), clients.Names.Topic(topic), CountOf(role), scenario.CancellationToken);

    /// <summary>The same at QoS 1 while the link of a subscriber breaks <c>link-breaks</c> times, each time in the middle of an exchange.</summary>
    [When("the {word} publishes its messages to {string} at QoS 1 while the link of the {word} breaks over and over")]
    public Task PublishesToBroken(string role, string topic, string subscriber) => new BrokenExchange(clients, links.Of(subscriber), (int)parameters["link-breaks"])
        .PublishToAsync(clients.Of(subscriber), clients.Of(role).Session, clients.Names.Topic(topic), CountOf(role), scenario.CancellationToken);

    /// <summary>Messages whose fate nobody promises: the client comes back whenever it was cut off, for as long as nobody else is harmed.</summary>
    [When("the {word} publishes its messages to {string} as well as its link lets it")]
    public async Task PublishesSomehow(string role, string topic)
    {
        var client = clients.Of(role);
        var message = PacketEncoder.Encode(new PublishPacket { Topic = clients.Names.Topic(topic), Payload = "41.5"u8.ToArray() }, MqttVersion.V311);
        for (var n = 0; n < CountOf(role) && bystanders.AreServed; n++)
        {
            var session = client.Sessions is [.., var newest] ? newest : null;
            if (session is null or { IsOpen: false })
            {
                // What is over is closed at once: there may be as many connections as messages.
                await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
                session = await TryConnectAsync(client);
            }

            if (session is not null)
                await session.SendBytesAsync(message, scenario.CancellationToken);
        }
    }

    /// <summary>Every message of a client has arrived once, in the order in which they were published.</summary>
    [Then("the {word} has received each message of the {word} from {string} exactly once and in order")]
    public async Task ReceivedOnce(string role, string publisher, string topic)
    {
        var numbers = await NumbersAsync(role, publisher, topic);
        var twice = numbers.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0)
            throw Unmet(role, "each message once", $"more than once: {string.Join(", ", twice)}");
        if (!numbers.SequenceEqual(numbers.Order()))
            throw Unmet(role, "the messages in order", string.Join(", ", numbers));
    }

    /// <summary>Every message of a client has arrived, some of them perhaps more often than once.</summary>
    [Then("the {word} has received each message of the {word} from {string} at least once")]
    public Task ReceivedAll(string role, string publisher, string topic) => NumbersAsync(role, publisher, topic);

    private async Task<List<int>> NumbersAsync(string role, string publisher, string topic)
    {
        var client = clients.Of(role);
        var count = CountOf(publisher);
        var wire = clients.Names.Topic(topic);
        List<int> Arrived() => [.. client.Sessions
            .SelectMany(s => s.Events.All.OfType<PacketArrived>())
            .Select(p => p.Packet).OfType<PublishPacket>().Where(m => m.Topic == wire)
            .Select(m => int.Parse(m.Payload.Span, CultureInfo.InvariantCulture))];
        if (!Arrived().Contains(count))
            await clients.Waiting.ExpectAsync(client.Session, $"message {count} from {wire}", _ => Arrived().Contains(count), scenario.CancellationToken);
        await clients.Absence.SettleAsync(client, scenario.CancellationToken);
        var numbers = Arrived();
        var missing = Enumerable.Range(1, count).Except(numbers).ToList();
        return missing.Count == 0 ? numbers : throw Unmet(role, $"all {count} messages from {wire}", $"not {string.Join(", ", missing)}");
    }

    private ExpectationNotMetException Unmet(string role, string expected, string observed) => new(expected, observed, clients.Of(role).Session.LastFrame);

    private async Task<MqttSession?> TryConnectAsync(Client client)
    {
        try
        {
            await clients.ConnectAsync(client, new ConnectSettings { Version = MqttVersion.V311 }, scenario.CancellationToken);
            return client.Session.Accepted is null ? null : client.Session;
        }
        catch (SutUnavailableException)
        {
            // Its CONNECT came to harm on the way; the next one may not.
            return null;
        }
    }

    private TimeSpan Milliseconds(string parameter) => TimeSpan.FromMilliseconds(parameters[parameter]);

    private TimeSpan Seconds(string parameter) => TimeSpan.FromSeconds(parameters[parameter]);

    private int CountOf(string role) => (int)parameters[$"{role}-messages"];
}
