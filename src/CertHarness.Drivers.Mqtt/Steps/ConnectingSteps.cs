using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Clients come and come back.</summary>
[Binding]
public sealed class ConnectingSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>A client is connected.</summary>
    [StepDefinition("a/an/the {word} connected with MQTT {word}")]
    public Task Connected(string role, string version) =>
        clients.ConnectedAsync(clients.Of(role), Settings(version), scenario.CancellationToken);

    /// <summary>A client is connected with certain settings.</summary>
    [StepDefinition("a/an/the {word} connected with MQTT {word} and:")]
    public Task Connected(string role, string version, DataTable settings) =>
        clients.ConnectedAsync(clients.Of(role), Settings(version).With(settings.Pairs()), scenario.CancellationToken);

    /// <summary>A client is connected, and its session outlives the connection.</summary>
    [StepDefinition("a/an/the {word} connected with MQTT {word} with a lasting session")]
    public Task ConnectedLasting(string role, string version) =>
        clients.ConnectedAsync(clients.Of(role), Settings(version).Lasting(), scenario.CancellationToken);

    /// <summary>A client is connected to a broker that takes topic aliases; otherwise the scenario does not apply.</summary>
    [StepDefinition("a/an/the {word} connected with MQTT {word} to a broker that takes topic aliases")]
    public async Task ConnectedWithAliases(string role, string version)
    {
        var session = await clients.ConnectedAsync(clients.Of(role), Settings(version), scenario.CancellationToken);
        Capabilities.Require(Capabilities.TopicAliases(session) > 0, "Topic Alias Maximum 0 or none");
    }

    /// <summary>A client is connected and subscribes.</summary>
    [StepDefinition("a/an/the {word} connected with MQTT {word} subscribes to {string}")]
    public async Task ConnectedSubscribes(string role, string version, string filter)
    {
        var client = clients.Of(role);
        await clients.ConnectedAsync(client, Settings(version), scenario.CancellationToken);
        await clients.Subscribing.SubscribeAsync(
            client, [new TopicSubscription(clients.Names.Topic(filter), QualityOfService.ExactlyOnce)], Properties.None, scenario.CancellationToken);
    }

    /// <summary>A client has opened a connection but not introduced itself.</summary>
    [StepDefinition("a/an/the {word} that has opened a connection for MQTT {word}")]
    public Task Opened(string role, string version) =>
        clients.OpenAsync(clients.Of(role), Version(version), scenario.CancellationToken);

    /// <summary>A client introduces itself; whether it is accepted is open.</summary>
    [StepDefinition("a/an/the {word} connects with MQTT {word}")]
    public Task Connects(string role, string version) =>
        clients.ConnectAsync(clients.Of(role), Settings(version), scenario.CancellationToken);

    /// <summary>A client introduces itself with certain settings; whether it is accepted is open.</summary>
    [StepDefinition("a/an/the {word} connects with MQTT {word} and:")]
    public Task Connects(string role, string version, DataTable settings) =>
        clients.ConnectAsync(clients.Of(role), Settings(version).With(settings.Pairs()), scenario.CancellationToken);

    /// <summary>A client introduces itself with a session that outlives the connection; whether it is accepted is open.</summary>
    [StepDefinition("a/an/the {word} connects with MQTT {word} with a lasting session")]
    public Task ConnectsLasting(string role, string version) =>
        clients.ConnectAsync(clients.Of(role), Settings(version).Lasting(), scenario.CancellationToken);

    /// <summary>A client comes back and wants its session.</summary>
    [StepDefinition("the {word} reconnects")]
    public Task Reconnects(string role) => ReturnAsync(role, cleanStart: false);

    /// <summary>A client comes back and wants a new session.</summary>
    [StepDefinition("the {word} reconnects with a clean start")]
    public Task ReconnectsClean(string role) => ReturnAsync(role, cleanStart: true);

    /// <summary>A client introduces itself again on the same connection.</summary>
    [StepDefinition("the {word} sends a second CONNECT")]
    public Task SendsSecondConnect(string role)
    {
        var client = clients.Of(role);
        return client.Session.SendAsync(clients.Introduction(client), scenario.CancellationToken);
    }

    private async Task ReturnAsync(string role, bool cleanStart)
    {
        var client = clients.Of(role);
        var settings = client.Settings ?? throw new SutUnavailableException($"{role}: was never connected");
        await clients.ConnectedAsync(client, settings.Returning(cleanStart), scenario.CancellationToken);
        // Only the CONNACK shows that the client was back before its will was due.
        if (settings.Will is { Properties.WillDelayInterval: { } delay } && clients.Waiting.Since(clients.Mark) is var away && away >= TimeSpan.FromSeconds(delay))
        {
            throw new SutUnavailableException(
                $"{client.Session.Name}: was accepted {Waiting.Seconds(away)} after it left; whether that was before its will was due after {delay} s is open");
        }
    }

    private static ConnectSettings Settings(string version) => new() { Version = Version(version) };

    internal static MqttVersion Version(string version) => version switch
    {
        "5.0" => MqttVersion.V5,
        "3.1.1" => MqttVersion.V311,
        _ => throw new FormatException($"MQTT {version} is not a version that the harness speaks; 5.0 and 3.1.1 are."),
    };
}
