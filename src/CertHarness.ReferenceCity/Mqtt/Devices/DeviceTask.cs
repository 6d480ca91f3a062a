using System.Globalization;
using CertHarness.Drivers.Devices;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>An order in the words of MQTT.</summary>
internal sealed class DeviceTask(DeviceOrder order)
{
    /// <summary>What to do: connect, publish, subscribe, unsubscribe or disconnect.</summary>
    public string Action => order.Action;

    /// <summary>Where the broker is.</summary>
    public Uri Server => order.Server;

    /// <summary>The version to speak.</summary>
    public MqttVersion Version => Has("mqtt-3.1.1") ? MqttVersion.V311 : MqttVersion.V5;

    /// <summary>The client identifier.</summary>
    public string ClientId => Has("no-client-id") ? "" : Text("client-id");

    /// <summary>The topic or filter.</summary>
    public string Topic => Text("topic");

    /// <summary>The payload.</summary>
    public string Payload => Text("payload");

    /// <summary>The QoS.</summary>
    public QualityOfService QoS => (QualityOfService)Number("qos");

    /// <summary>How many messages to publish.</summary>
    public int Count => Number("count");

    /// <summary>Whether the session outlives the connection.</summary>
    public bool LastingSession => Has("lasting-session");

    /// <summary>The keep alive in seconds.</summary>
    public ushort KeepAlive => Has("keep-alive") ? (ushort)Number("keep-alive") : (ushort)30;

    /// <summary>The highest topic alias that is accepted, or null for none.</summary>
    public ushort? TopicAliasMaximum => Has("topic-alias-maximum") ? (ushort)Number("topic-alias-maximum") : null;

    /// <summary>For how many seconds a message is of use, or null for ever.</summary>
    public uint? MessageExpiry => Has("message-expiry") ? (uint)Number("message-expiry") : null;

    /// <summary>The method of enhanced authentication, or null.</summary>
    public string? AuthenticationMethod => Has("authentication-method") ? Text("authentication-method") : null;

    /// <summary>Whether to do something beyond the plain action.</summary>
    public bool Has(string option) => order.Options.Contains(option);

    /// <summary>A value of the order.</summary>
    public string Text(string name) => order.Values[name];

    private int Number(string name) => int.Parse(order.Values[name], CultureInfo.InvariantCulture);
}
