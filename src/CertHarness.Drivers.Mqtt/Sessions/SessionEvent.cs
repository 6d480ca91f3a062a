using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Something that a client saw happen on its connection.</summary>
/// <param name="Timestamp">When, in the clock's timestamps.</param>
/// <param name="Where">Where it can be seen in the evidence, such as "frame 12 of lamp", or null.</param>
internal abstract record SessionEvent(long Timestamp, string? Where)
{
    /// <summary>The event in one line, for failure messages.</summary>
    public abstract string Describe();
}

/// <summary>A packet arrived; its length in bytes includes the fixed header.</summary>
internal sealed record PacketArrived(MqttPacket Packet, int Length, long Timestamp, string? Where) : SessionEvent(Timestamp, Where)
{
    public override string Describe() => Packet is PublishPacket publish
        ? $"{publish} with the payload {TextNotation.Show(publish.Payload.Span)}"
        : Packet.Describe();
}

/// <summary>Bytes arrived that no server may send; what follows them is not decoded any more.</summary>
internal sealed record MalformedArrived(MalformedPacketException Fault, long Timestamp, string? Where) : SessionEvent(Timestamp, Where)
{
    public override string Describe() => $"a malformed packet: {Fault.Message}";
}

/// <summary>The broker ended the connection, in order or by a reset, between which MQTT makes no difference.</summary>
internal sealed record ConnectionClosed(bool Reset, long Timestamp, string? Where) : SessionEvent(Timestamp, Where)
{
    public override string Describe() => Reset ? "the connection was reset" : "the connection was closed";
}

/// <summary>The connection was given up by the harness's side of it: too much arrived, or the network failed.</summary>
internal sealed record ConnectionGivenUp(string Reason, long Timestamp, string? Where) : SessionEvent(Timestamp, Where)
{
    public override string Describe() => Reason;
}
