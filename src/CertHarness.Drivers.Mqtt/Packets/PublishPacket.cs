namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>PUBLISH (clause 3.3).</summary>
public sealed record PublishPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Publish;

    /// <summary>The topic name; empty where a topic alias stands for it.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The QoS.</summary>
    public QualityOfService QoS { get; init; }

    /// <summary>Whether it might be a delivery of something sent before.</summary>
    public bool Dup { get; init; }

    /// <summary>The retain flag.</summary>
    public bool Retain { get; init; }

    /// <summary>The packet identifier; on the wire only at QoS 1 and above.</summary>
    public ushort PacketId { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "PUBLISH",
        $"QoS {(int)QoS}",
        Retain ? "retain" : null,
        Dup ? "dup" : null,
        QoS == QualityOfService.AtMostOnce ? null : $"packet id {PacketId}",
        $"topic {Topic}",
        Description.Bytes(Payload.Length),
        Description.Of(Properties));
}
