namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>SUBSCRIBE (clause 3.8).</summary>
public sealed record SubscribePacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Subscribe;

    /// <summary>The packet identifier.</summary>
    public ushort PacketId { get; init; }

    /// <summary>What is asked for, in order.</summary>
    public IReadOnlyList<TopicSubscription> Subscriptions { get; init; } = [];

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "SUBSCRIBE",
        [$"packet id {PacketId}", .. Subscriptions.Select(s => s.ToString()), Description.Of(Properties)]);
}
