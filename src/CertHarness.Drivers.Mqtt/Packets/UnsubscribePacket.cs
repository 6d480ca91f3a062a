namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>UNSUBSCRIBE (clause 3.10).</summary>
public sealed record UnsubscribePacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Unsubscribe;

    /// <summary>The packet identifier.</summary>
    public ushort PacketId { get; init; }

    /// <summary>The topic filters, in order.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "UNSUBSCRIBE", [$"packet id {PacketId}", .. Filters, Description.Of(Properties)]);
}
