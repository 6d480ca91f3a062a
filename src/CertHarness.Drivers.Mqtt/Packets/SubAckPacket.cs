namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>SUBACK (clause 3.9).</summary>
public sealed record SubAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.SubAck;

    /// <summary>The packet identifier of the SUBSCRIBE.</summary>
    public ushort PacketId { get; init; }

    /// <summary>One for each topic filter; in MQTT 3.1.1 only 0x00, 0x01, 0x02 and 0x80.</summary>
    public IReadOnlyList<ReasonCode> ReasonCodes { get; init; } = [];

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "SUBACK", [$"packet id {PacketId}", .. ReasonCodes.Select(c => c.Describe(Type)), Description.Of(Properties)]);
}
