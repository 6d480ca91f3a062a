namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The message that a server publishes when the connection ends without a normal DISCONNECT.</summary>
public sealed record Will
{
    /// <summary>The topic name.</summary>
    public required string Topic { get; init; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The QoS.</summary>
    public QualityOfService QoS { get; init; }

    /// <summary>Whether it is published as a retained message.</summary>
    public bool Retain { get; init; }

    /// <summary>Its properties; MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;
}
