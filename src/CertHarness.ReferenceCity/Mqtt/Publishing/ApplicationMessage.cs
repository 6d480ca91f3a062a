using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>A message on its way through the broker.</summary>
internal sealed record ApplicationMessage
{
    public required string Topic { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    public required QualityOfService QoS { get; init; }

    public required bool Retain { get; init; }

    /// <summary>What every subscriber gets unaltered and in order (MQTT5-3.3.2-4, 15 to 18 and 20).</summary>
    public required Properties Forwarded { get; init; }

    /// <summary>How long it is worth delivering, in seconds from <see cref="Arrived"/>; null for ever.</summary>
    public required uint? ExpiryInterval { get; init; }

    /// <summary>The timestamp of its arrival.</summary>
    public required long Arrived { get; init; }

    /// <summary>The client identifier of whoever published it; null for the broker itself.</summary>
    public required string? Publisher { get; init; }

    public static ApplicationMessage Of(PublishPacket packet, string topic, string publisher, long now) => new()
    {
        Topic = topic,
        Payload = packet.Payload,
        QoS = packet.QoS,
        Retain = packet.Retain,
        Forwarded = ToForward(packet.Properties),
        ExpiryInterval = packet.Properties.MessageExpiryInterval,
        Arrived = now,
        Publisher = publisher,
    };

    public static ApplicationMessage Of(Will will, string publisher, long now) => new()
    {
        Topic = will.Topic,
        Payload = will.Payload,
        QoS = will.QoS,
        Retain = will.Retain,
        Forwarded = ToForward(will.Properties),
        ExpiryInterval = will.Properties.MessageExpiryInterval,
        Arrived = now,
        Publisher = publisher,
    };

    private static Properties ToForward(Properties properties) => ReferenceEquals(properties, Properties.None)
        ? Properties.None
        : new()
        {
            PayloadFormatIndicator = properties.PayloadFormatIndicator,
            ContentType = properties.ContentType,
            ResponseTopic = properties.ResponseTopic,
            CorrelationData = properties.CorrelationData,
            UserProperties = properties.UserProperties,
        };
}
