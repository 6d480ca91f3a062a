using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.ReferenceCity.Mqtt.Devices;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>MQTTnet's client as a SUT: a real product that nobody here wrote.</summary>
public sealed class MqttNetDeviceSut : IEmbeddedSut
{
    private static readonly HashSet<string> Actions = ["connect", "publish", "subscribe", "unsubscribe", "disconnect"];

    private static readonly HashSet<string> Options =
    [
        "mqtt-5.0", "mqtt-3.1.1", "keep-alive", "lasting-session", "will", "user-name", "no-client-id", "websocket", "topic-alias-maximum", "retain",
        "topic-alias", "response-topic", "message-expiry", "no-local",
    ];

    /// <inheritdoc/>
    public string Name => "mqttnet-client";

    /// <inheritdoc/>
    public SutDescription Description { get; } =
        new("MQTTnet, the client", "The contributors of MQTTnet", typeof(MQTTnet.IMqttClient).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public Role Role => Role.Client;

    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken) => Task.FromResult<IRunningSut>(
        new EmbeddedDevice(order => new MqttNetDevice(new DeviceTask(order), time), reconnects: true, Actions, Options));
}
