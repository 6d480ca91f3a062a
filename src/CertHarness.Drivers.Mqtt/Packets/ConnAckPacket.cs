namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>CONNACK (clause 3.2).</summary>
public sealed record ConnAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.ConnAck;

    /// <summary>Whether the server goes on with a stored session.</summary>
    public bool SessionPresent { get; init; }

    /// <summary>The reason code. In a packet received over MQTT 3.1.1 it is the one that comes closest to <see cref="ReturnCode"/>.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>
    /// The return code of MQTT 3.1.1; null in a packet of MQTT 5.0, unless a server that knows only MQTT 3.1.1 refused. Where a packet to be sent has null, the code that comes closest to
    /// <see cref="ReasonCode"/> is sent.
    /// </summary>
    public ConnectReturnCode? ReturnCode { get; init; }

    /// <summary>MQTT 5.0 only.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <summary>The acknowledge flags to send instead of those that fit <see cref="SessionPresent"/>, or null. Null in a packet received.</summary>
    public byte? AcknowledgeFlags { get; init; }

    /// <inheritdoc/>
    public override string Describe() => Description.Of(
        "CONNACK",
        AcknowledgeFlags is { } flags ? $"acknowledge flags 0x{flags:X2}" : $"session present {(SessionPresent ? 1 : 0)}",
        ReturnCode is { } code ? $"return code 0x{(int)code:X2} {code.Name()}" : $"reason {ReasonCode.Describe(Type)}",
        Description.Of(Properties));
}
