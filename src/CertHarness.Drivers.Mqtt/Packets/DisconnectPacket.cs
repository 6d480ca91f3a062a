namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>DISCONNECT (clause 3.14). In MQTT 3.1.1 it has no content and only clients send it.</summary>
public sealed record DisconnectPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Disconnect;

    /// <summary>MQTT 5.0 only.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of("DISCONNECT", $"reason {ReasonCode.Describe(Type)}", Description.Of(Properties));
}
