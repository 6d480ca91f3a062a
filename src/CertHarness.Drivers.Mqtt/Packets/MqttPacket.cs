namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>A control packet. Packets are data: they can hold what no packet may, so that it can be sent on purpose.</summary>
public abstract record MqttPacket
{
    /// <summary>The type.</summary>
    public abstract PacketType Type { get; }

    /// <summary>The lower four bits of the first byte to send instead of the right ones, or null. Null in a packet received.</summary>
    public byte? FixedHeaderFlags { get; init; }

    /// <summary>The packet in one line, for failure messages.</summary>
    public abstract string Describe();

    /// <inheritdoc/>
    public sealed override string ToString() => Describe();
}
