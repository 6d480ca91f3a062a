namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PUBREC (clause 3.5): answers a PUBLISH at QoS 2.</summary>
public sealed record PubRecPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubRec;

    /// <summary>The packet identifier of the PUBLISH.</summary>
    public ushort PacketId { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "PUBREC", $"packet id {PacketId}", $"reason {ReasonCode.Describe(Type)}", Description.Of(Properties));
}
