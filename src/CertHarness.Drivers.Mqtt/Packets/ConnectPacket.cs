namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>CONNECT (clause 3.1).</summary>
public sealed record ConnectPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Connect;

    /// <summary>"MQTT" in both versions.</summary>
    public string ProtocolName { get; init; } = "MQTT";

    /// <summary>The protocol level, or null for that of the version which the packet is encoded for. Always set in a packet received.</summary>
    public byte? ProtocolLevel { get; init; }

    /// <summary>Clean Start, called Clean Session in MQTT 3.1.1.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>In seconds; 0 for none.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>The client identifier; empty asks the server for one.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The will, or null for none.</summary>
    public Will? Will { get; init; }

    /// <summary>The user name, or null for none.</summary>
    public string? Username { get; init; }

    /// <summary>The password, or null for none.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <summary>The connect flags to send instead of those that fit the fields, or null. Null in a packet received.</summary>
    public byte? ConnectFlags { get; init; }

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "CONNECT",
        ProtocolName == "MQTT" ? null : $"protocol name {ProtocolName}",
        ProtocolLevel is { } level ? $"protocol level {level}" : null,
        $"client id \"{ClientId}\"",
        CleanStart ? "clean start" : null,
        $"keep alive {KeepAlive} s",
        Will is null ? null : $"will to {Will.Topic} at QoS {(int)Will.QoS}{(Will.Retain ? ", retained" : "")}, {Description.Bytes(Will.Payload.Length)}",
        Username is null ? null : $"user name {Username}",
        Password is null ? null : "password",
        ConnectFlags is { } flags ? $"connect flags 0x{flags:X2}" : null,
        Description.Of(Properties));
}
