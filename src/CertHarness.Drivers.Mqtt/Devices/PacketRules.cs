using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>Which faults of a packet, as the decoder tells them, are breaches of a statement that binds whoever sends it.</summary>
internal static class PacketRules
{
    /// <summary>The clauses under which the decoder tells that a packet is shorter or longer than its fields.</summary>
    private static readonly HashSet<string> Structure = ["MQTT5-2.1.4", "MQTT3-2.2.3"];

    private static readonly HashSet<string> Text = ["MQTT5-1.5.4-1", "MQTT3-1.5.3-1"];

    private static readonly HashSet<string> Null = ["MQTT5-1.5.4-2", "MQTT3-1.5.3-2"];

    private static readonly HashSet<string> Flags =
    [
        "MQTT3-2.2.2-2", "MQTT3-3.6.1-1", "MQTT3-3.8.1-1", "MQTT3-3.10.1-1", "MQTT3-3.14.1-1",
        "MQTT5-3.6.1-1", "MQTT5-3.8.1-1", "MQTT5-3.10.1-1", "MQTT5-3.14.1-1",
    ];

    private static readonly Dictionary<string, HashSet<string>> Others = new()
    {
        // A text of a certain field is broken where any text of the packet is: the decoder stops at it.
        ["MQTT5-1.5.7-1"] = Text,
        ["MQTT5-3.1.3-4"] = Text,
        ["MQTT5-3.1.3-11"] = Text,
        ["MQTT5-3.1.3-12"] = Text,
        ["MQTT5-3.3.2-1"] = Text,
        ["MQTT5-3.3.2-13"] = Text,
        ["MQTT5-3.3.2-19"] = Text,
        ["MQTT5-3.8.3-1"] = Text,
        ["MQTT5-3.10.3-1"] = Text,
        ["MQTT3-3.1.3-4"] = Text,
        ["MQTT3-3.1.3-10"] = Text,
        ["MQTT3-3.1.3-11"] = Text,
        ["MQTT3-3.3.2-1"] = Text,
        ["MQTT3-3.8.3-1"] = Text,
        ["MQTT3-3.10.3-1"] = Text,
        ["MQTT5-4.7.3-2"] = Null,
        ["MQTT3-4.7.3-2"] = Null,
        ["MQTT5-2.1.3-1"] = Flags,
        ["MQTT3-2.2.2-1"] = Flags,
        ["MQTT5-3.1.2-9"] = Structure,
        ["MQTT5-3.1.2-16"] = Structure,
        ["MQTT5-3.1.2-17"] = Structure,
        ["MQTT5-3.1.2-18"] = Structure,
        ["MQTT5-3.1.2-19"] = Structure,
        ["MQTT5-3.1.3-3"] = Structure,
        ["MQTT5-2.2.2-1"] = Structure,
        ["MQTT5-2.2.1-2"] = Structure,
        ["MQTT3-3.1.2-9"] = Structure,
        ["MQTT3-3.1.2-11"] = Structure,
        ["MQTT3-3.1.2-18"] = Structure,
        ["MQTT3-3.1.2-19"] = Structure,
        ["MQTT3-3.1.2-20"] = Structure,
        ["MQTT3-3.1.2-21"] = Structure,
        ["MQTT3-3.1.3-3"] = Structure,
        ["MQTT3-2.3.1-5"] = Structure,
    };

    /// <summary>Whether a packet that the decoder takes keeps to a statement.</summary>
    /// <param name="statement">The statement, such as MQTT5-4.3.1-1.</param>
    /// <param name="packet">The packet.</param>
    public static bool Allows(string statement, MqttPacket packet) => (statement, packet) switch
    {
        ("MQTT5-4.3.1-1" or "MQTT3-4.3.1-1", PublishPacket message) => message is { QoS: QualityOfService.AtMostOnce, Dup: false },
        ("MQTT5-3.1.2-9" or "MQTT3-3.1.2-9", ConnectPacket connect) => connect.Will is not null,
        ("MQTT5-3.1.2-17" or "MQTT3-3.1.2-19", ConnectPacket connect) => connect.Username is not null,
        ("MQTT5-3.1.2-19" or "MQTT3-3.1.2-21", ConnectPacket connect) => connect.Password is not null,
        ("MQTT5-3.3.2-13", PublishPacket message) => message.Properties.ResponseTopic is not null,
        _ => true,
    };

    /// <summary>Whether a fault is a breach of a statement.</summary>
    /// <param name="statement">The statement, such as MQTT5-3.8.1-1.</param>
    /// <param name="malformed">What arrived.</param>
    public static bool IsBreach(string statement, MalformedArrived malformed) =>
        malformed.Fault.Clause == statement || (Others.TryGetValue(statement, out var clauses) && clauses.Contains(malformed.Fault.Clause));
}
