using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>Virtual devices that publish over MQTT on TCP, TLS and WebSocket, and others that subscribe and measure what arrives.</summary>
public sealed class MqttLoadProtocol : ILoadProtocol
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Schemes { get; } = ["mqtt", "mqtts", "ws", "wss"];

    /// <inheritdoc/>
    public int DefaultPortOf(string scheme) => Routes.DefaultPortOf(scheme);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Options => MqttLoadOptions.Known;

    /// <inheritdoc/>
    public ILoadFleet CreateFleet(LoadTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new MqttFleet(target, MqttLoadOptions.Of(target));
    }
}
