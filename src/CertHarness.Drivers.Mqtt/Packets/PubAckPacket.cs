namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PUBACK (clause 3.4): answers a PUBLISH at QoS 1.</summary>
public sealed record PubAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubAck;

    /// <summary>The packet identifier of the PUBLISH.</summary>
    public ushort PacketId { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "PUBACK", $"packet id {PacketId}", $"reason {ReasonCode.Describe(Type)}", Description.Of(Properties));
}
