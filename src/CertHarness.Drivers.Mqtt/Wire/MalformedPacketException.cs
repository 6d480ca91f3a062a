using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>What was received is not a control packet that the standard allows the sender to send.</summary>
public class MalformedPacketException : Exception
{
    internal MalformedPacketException(string clause, ReasonCode reasonCode, string problem, ReadOnlyMemory<byte> raw, MqttVersion? version)
        : base($"{problem} [{clause}]")
    {
        Clause = clause;
        ReasonCode = reasonCode;
        Raw = raw;
        Version = version;
    }

    /// <summary>The statement violated, such as <c>MQTT5-2.1.3-1</c>; where the standard gives it no number, the clause: <c>MQTT5-2.2.2.2</c>.</summary>
    public string Clause { get; }

    /// <summary>The reason code that MQTT 5.0 has for it: Malformed Packet, Protocol Error or a more specific one.</summary>
    public ReasonCode ReasonCode { get; }

    /// <summary>The bytes of the packet as far as they were looked at.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The version of the protocol that the packet was judged by; null for a CONNECT whose version is not known.</summary>
    public MqttVersion? Version { get; }
}

/// <summary>A CONNECT for a protocol or a level that is neither MQTT 3.1.1 nor MQTT 5.0.</summary>
public sealed class UnsupportedProtocolException : MalformedPacketException
{
    internal UnsupportedProtocolException(string clause, string problem, ReadOnlyMemory<byte> raw, string name, byte? level)
        : base(clause, ReasonCode.UnsupportedProtocolVersion, problem, raw, null)
    {
        ProtocolName = name;
        ProtocolLevel = level;
    }

    /// <summary>The protocol name.</summary>
    public string ProtocolName { get; }

    /// <summary>The protocol level; null where the name is wrong already, for then the level means nothing.</summary>
    public byte? ProtocolLevel { get; }
}
