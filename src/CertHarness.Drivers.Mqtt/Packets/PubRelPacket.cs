namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PUBREL (clause 3.6): answers a PUBREC.</summary>
public sealed record PubRelPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubRel;

    /// <summary>The packet identifier of the PUBLISH.</summary>
    public ushort PacketId { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "PUBREL", $"packet id {PacketId}", $"reason {ReasonCode.Describe(Type)}", Description.Of(Properties));
}
