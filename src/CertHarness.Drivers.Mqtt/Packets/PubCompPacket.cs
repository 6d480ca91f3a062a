namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PUBCOMP (clause 3.7): answers a PUBREL.</summary>
public sealed record PubCompPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubComp;

    /// <summary>The packet identifier of the PUBLISH.</summary>
    public ushort PacketId { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "PUBCOMP", $"packet id {PacketId}", $"reason {ReasonCode.Describe(Type)}", Description.Of(Properties));
}
