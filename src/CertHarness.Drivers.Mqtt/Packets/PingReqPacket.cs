namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PINGREQ (clause 3.12).</summary>
public sealed record PingReqPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PingReq;

    /// <inheritdoc/>
    public override string Describe() => "PINGREQ";
}
