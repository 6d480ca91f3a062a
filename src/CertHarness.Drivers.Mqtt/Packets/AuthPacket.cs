namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>AUTH (MQTT 5.0, clause 3.15).</summary>
public sealed record AuthPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Auth;

    /// <summary>Success, Continue authentication or Re-authenticate.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>The properties; the authentication method among them.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of("AUTH", $"reason {ReasonCode.Describe(Type)}", Description.Of(Properties));
}
