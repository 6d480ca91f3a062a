namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>UNSUBACK (clause 3.11).</summary>
public sealed record UnsubAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.UnsubAck;

    /// <summary>The packet identifier of the UNSUBSCRIBE.</summary>
    public ushort PacketId { get; init; }

    /// <summary>One for each topic filter; none in MQTT 3.1.1.</summary>
    public IReadOnlyList<ReasonCode> ReasonCodes { get; init; } = [];

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "UNSUBACK", [$"packet id {PacketId}", .. ReasonCodes.Select(c => c.Describe(Type)), Description.Of(Properties)]);
}
