namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PINGRESP (clause 3.13).</summary>
public sealed record PingRespPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PingResp;

    /// <inheritdoc/>
    public override string Describe() => "PINGRESP";
}
