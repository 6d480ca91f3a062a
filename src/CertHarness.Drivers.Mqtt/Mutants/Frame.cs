using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>What passes a proxy at a time: a control packet, bytes that are none, or the end of what a side sends.</summary>
/// <param name="From">The side that it comes from.</param>
/// <param name="Raw">Its bytes; none for an end.</param>
/// <param name="Packet">The packet, or null where the bytes are none that the standard allows.</param>
/// <param name="Fault">What is wrong with the bytes, or null.</param>
internal sealed record Frame(Side From, ReadOnlyMemory<byte> Raw, MqttPacket? Packet, MalformedPacketException? Fault)
{
    private const int ProtocolNameLength = 6;

    /// <summary>Whether the client sent it.</summary>
    public bool OfClient => From == Side.Harness;

    /// <summary>Whether it is the end.</summary>
    public bool IsEnd => Raw.IsEmpty;

    /// <summary>Its packet type; of an end <see cref="PacketType.Reserved"/>.</summary>
    public PacketType Type => IsEnd ? PacketType.Reserved : (PacketType)(Raw.Span[0] >> 4);

    /// <summary>The connect flags of a CONNECT, malformed as it may be; 0 where it is too short.</summary>
    public byte ConnectFlags => AfterProtocolName(1);

    /// <summary>The protocol level of a CONNECT, malformed as it may be; 0 where it is too short.</summary>
    public byte ProtocolLevel => AfterProtocolName(0);

    /// <summary>Whether it breaks a rule, and the field at fault is the one named, if one is.</summary>
    public bool Breaks(Clause rule, string field = "") => Fault is not null && Fault.Clause == rule.In(Fault.Version ?? Judged) && Says(field);

    /// <summary>Whether what is wrong with it has to do with a field.</summary>
    public bool Says(string field) => Fault?.Message.Contains(field, StringComparison.Ordinal) == true;

    private MqttVersion Judged => ProtocolLevel == (byte)MqttVersion.V311 ? MqttVersion.V311 : MqttVersion.V5;

    private byte AfterProtocolName(int offset)
    {
        // Two bytes of fixed header: no CONNECT of the suite is longer than 127 bytes.
        var at = 2 + ProtocolNameLength + offset;
        return Type == PacketType.Connect && Raw.Length > at ? Raw.Span[at] : (byte)0;
    }
}
