using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>What a scenario wants the device to do.</summary>
/// <param name="Version">The version that it is to speak.</param>
internal sealed record DeviceRequest(MqttVersion Version)
{
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["topic"] = "lamp/1/state",
        ["payload"] = "on",
        ["qos"] = "0",
        ["count"] = "1",
    };

    /// <summary>What it is to be told, by the names in a campaign.</summary>
    public IReadOnlyDictionary<string, string> Values { get; private init; } = Defaults;

    /// <summary>What it is to do beyond the plain action.</summary>
    public IReadOnlyList<string> Options { get; private init; } = [];

    /// <summary>The option by which a device is told the version; one that has none speaks what it speaks.</summary>
    public string VersionOption => Version == MqttVersion.V5 ? "mqtt-5.0" : "mqtt-3.1.1";

    /// <summary>The request with a value.</summary>
    public DeviceRequest With(string name, string value) => this with { Values = new Dictionary<string, string>(Values) { [name] = value } };

    /// <summary>The request about so many messages.</summary>
    public DeviceRequest With(int count, string payload, string topic, int qos) => With("count", count.ToString(CultureInfo.InvariantCulture))
        .With("payload", payload).With("topic", topic).With("qos", qos.ToString(CultureInfo.InvariantCulture));

    /// <summary>The request with options, as the rows of a feature's table name them: "keep alive" is the option keep-alive.</summary>
    public DeviceRequest With(IEnumerable<KeyValuePair<string, string>> rows) => rows.Aggregate(this, (request, row) =>
    {
        var option = row.Key.Replace(' ', '-');
        return request.With(option, row.Value) with { Options = [.. request.Options, option] };
    });
}
