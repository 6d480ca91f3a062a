using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Drivers.Mqtt.Steps.Devices;

/// <summary>What the device is told to do, and that it is there.</summary>
[Binding]
[Scope(Tag = "@mqtt-device")]
public sealed class DeviceActingSteps(DeviceBench bench, ScenarioContext scenario)
{
    /// <summary>The device is connected.</summary>
    [StepDefinition("the device is connected with MQTT {word}")]
    public Task Connected(string version) => ConnectedAsync(Request(version));

    /// <summary>The device is connected with certain settings.</summary>
    [StepDefinition("the device is connected with MQTT {word} and:")]
    public Task Connected(string version, DataTable settings) => ConnectedAsync(Request(version).With(settings.Pairs()));

    /// <summary>The device is to connect; whether it does is open.</summary>
    [When("the device is told to connect with MQTT {word}")]
    public Task Connects(string version) => TellAsync(DeviceVocabulary.Connect, Request(version));

    /// <summary>The device is to connect with certain settings; whether it does is open.</summary>
    [When("the device is told to connect with MQTT {word} and:")]
    public Task Connects(string version, DataTable settings) => TellAsync(DeviceVocabulary.Connect, Request(version).With(settings.Pairs()));

    /// <summary>The device has subscribed.</summary>
    [StepDefinition("the device is subscribed to {string} at QoS {int} with MQTT {word}")]
    public Task Subscribed(string filter, int qos, string version) => SubscribedAsync(Request(version).With(1, "", filter, qos));

    /// <summary>The device has subscribed with certain settings.</summary>
    [StepDefinition("the device is subscribed to {string} at QoS {int} with MQTT {word} and:")]
    public Task Subscribed(string filter, int qos, string version, DataTable settings) =>
        SubscribedAsync(Request(version).With(1, "", filter, qos).With(settings.Pairs()));

    /// <summary>The device is to subscribe; whether it does is open.</summary>
    [When("the device is told to subscribe to {string} at QoS {int} with MQTT {word}")]
    public Task Subscribes(string filter, int qos, string version) =>
        TellAsync(DeviceVocabulary.Subscribe, Request(version).With(1, "", TextNotation.Read(filter), qos));

    /// <summary>The device is to subscribe with certain settings; whether it does is open.</summary>
    [When("the device is told to subscribe to {string} at QoS {int} with MQTT {word} and:")]
    public Task Subscribes(string filter, int qos, string version, DataTable settings) =>
        TellAsync(DeviceVocabulary.Subscribe, Request(version).With(1, "", TextNotation.Read(filter), qos).With(settings.Pairs()));

    /// <summary>The device is to unsubscribe; whether it does is open.</summary>
    [When("the device is told to unsubscribe from {string} with MQTT {word}")]
    public Task Unsubscribes(string filter, string version) =>
        TellAsync(DeviceVocabulary.Unsubscribe, Request(version).With(1, "", TextNotation.Read(filter), 0));

    /// <summary>The device has published, and so has shown that it does what it is told.</summary>
    [Given("the device has published {string} to {string} at QoS {int} with MQTT {word}")]
    public async Task Published(string payload, string topic, int qos, string version)
    {
        await TellAsync(DeviceVocabulary.Publish, Request(version).With(1, payload, topic, qos));
        await bench.IntroducedAsync(Version(version), scenario.CancellationToken);
        await bench.Expecting.PacketAsync(bench.Session, "PUBLISH", p => p.Packet is PublishPacket, scenario.CancellationToken);
        bench.HasShownItself = true;
    }

    /// <summary>The device is to publish; whether it does is open.</summary>
    [When("the device is told to publish {string} to {string} at QoS {int} with MQTT {word}")]
    public Task Publishes(string payload, string topic, int qos, string version) =>
        TellAsync(DeviceVocabulary.Publish, Request(version).With(1, TextNotation.Read(payload), TextNotation.Read(topic), qos));

    /// <summary>The device is to publish with certain settings; whether it does is open.</summary>
    [When("the device is told to publish {string} to {string} at QoS {int} with MQTT {word} and:")]
    public Task Publishes(string payload, string topic, int qos, string version, DataTable settings) =>
        TellAsync(DeviceVocabulary.Publish, Request(version).With(1, TextNotation.Read(payload), TextNotation.Read(topic), qos).With(settings.Pairs()));

    /// <summary>The device is to publish several messages; whether it does is open.</summary>
    [StepDefinition("the device is told to publish {int} messages at QoS {int} with MQTT {word}")]
    public Task PublishesMany(int count, int qos, string version) =>
        TellAsync(DeviceVocabulary.Publish, Request(version).With(count, "on", "lamp/1/state", qos));

    /// <summary>The device is to publish several messages with certain settings; whether it does is open.</summary>
    [StepDefinition("the device is told to publish {int} messages at QoS {int} with MQTT {word} and:")]
    public Task PublishesMany(int count, int qos, string version, DataTable settings) =>
        TellAsync(DeviceVocabulary.Publish, Request(version).With(count, "on", "lamp/1/state", qos).With(settings.Pairs()));

    /// <summary>The device is to say goodbye; whether it does is open.</summary>
    [When("the device is told to say goodbye with MQTT {word}")]
    public Task SaysGoodbye(string version) => TellAsync(DeviceVocabulary.Disconnect, Request(version));

    /// <summary>The device comes back by itself.</summary>
    [StepDefinition("the device comes back")]
    public Task ComesBack()
    {
        var version = bench.Session.Version;
        bench.RequireReconnecting();
        return bench.IntroducedAsync(version, scenario.CancellationToken);
    }

    /// <summary>Ends the device, so that what it printed is complete before the evidence is written.</summary>
    [AfterScenario]
    public Task End() => bench.EndAsync();

    internal static MqttVersion Version(string version) => version switch
    {
        "5.0" => MqttVersion.V5,
        "3.1.1" => MqttVersion.V311,
        _ => throw new FormatException($"'{version}' is not a version of MQTT."),
    };

    private static DeviceRequest Request(string version) => new(Version(version));

    private async Task ConnectedAsync(DeviceRequest request)
    {
        await TellAsync(DeviceVocabulary.Connect, request);
        await bench.IntroducedAsync(request.Version, scenario.CancellationToken);
        bench.HasShownItself = true;
    }

    private async Task SubscribedAsync(DeviceRequest request)
    {
        await TellAsync(DeviceVocabulary.Subscribe, request);
        await bench.IntroducedAsync(request.Version, scenario.CancellationToken);
        await bench.Expecting.PacketAsync(bench.Session, "SUBSCRIBE", p => p.Packet is SubscribePacket, scenario.CancellationToken);
        bench.HasShownItself = true;
    }

    private Task TellAsync(string action, DeviceRequest request) => bench.TellAsync(action, request, scenario.CancellationToken);
}
