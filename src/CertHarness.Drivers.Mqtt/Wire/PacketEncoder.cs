using System.Buffers;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>Turns packets into bytes. It writes what it is given and never asks whether the standard allows it.</summary>
public static partial class PacketEncoder
{
    /// <summary>Encodes a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="version">The version, which decides whether reason codes and properties are written.</param>
    public static byte[] Encode(MqttPacket packet, MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        Encode(packet, version, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Encodes a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="version">The version, which decides whether reason codes and properties are written.</param>
    /// <param name="output">Where the bytes go.</param>
    public static void Encode(MqttPacket packet, MqttVersion version, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(output);
        var body = new WireWriter();
        WriteBody(body, packet, version);
        var flags = packet.FixedHeaderFlags
            ?? (packet is PublishPacket publish ? FixedHeader.FlagsOf(publish) : FixedHeader.FlagsOf(packet.Type));
        var header = new WireWriter()
            .Byte((byte)(((int)packet.Type << 4) | (flags & 0x0F)))
            .VariableByteInteger((uint)body.Written.Length);
        output.Write(header.Written.Span);
        output.Write(body.Written.Span);
    }

    private static void WriteBody(WireWriter writer, MqttPacket packet, MqttVersion version)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                WriteConnect(writer, connect, version);
                break;
            case ConnAckPacket connAck:
                WriteConnAck(writer, connAck, version);
                break;
            case PublishPacket publish:
                WritePublish(writer, publish, version);
                break;
            case PubAckPacket ack:
                WriteAcknowledgement(writer, ack.PacketId, ack.ReasonCode, ack.Properties, version);
                break;
            case PubRecPacket ack:
                WriteAcknowledgement(writer, ack.PacketId, ack.ReasonCode, ack.Properties, version);
                break;
            case PubRelPacket ack:
                WriteAcknowledgement(writer, ack.PacketId, ack.ReasonCode, ack.Properties, version);
                break;
            case PubCompPacket ack:
                WriteAcknowledgement(writer, ack.PacketId, ack.ReasonCode, ack.Properties, version);
                break;
            case SubscribePacket subscribe:
                WriteSubscribe(writer, subscribe, version);
                break;
            case SubAckPacket subAck:
                WriteSubAck(writer, subAck, version);
                break;
            case UnsubscribePacket unsubscribe:
                WriteUnsubscribe(writer, unsubscribe, version);
                break;
            case UnsubAckPacket unsubAck:
                WriteUnsubAck(writer, unsubAck, version);
                break;
            case DisconnectPacket disconnect:
                WriteReason(writer, disconnect.ReasonCode, disconnect.Properties, version);
                break;
            case AuthPacket auth:
                WriteReason(writer, auth.ReasonCode, auth.Properties, version);
                break;
            default:
                // PINGREQ and PINGRESP have no body.
                break;
        }
    }

    /// <summary>DISCONNECT and AUTH: nothing at all where the reason is 0x00 and there are no properties.</summary>
    private static void WriteReason(WireWriter writer, ReasonCode reasonCode, Properties properties, MqttVersion version)
    {
        var block = PropertyBytes(properties);
        if (version == MqttVersion.V5 && (reasonCode != ReasonCode.Success || block.Length > 0))
            writer.Byte((byte)reasonCode).VariableByteInteger((uint)block.Length).Raw(block.Span);
    }

    private static void WriteProperties(WireWriter writer, Properties properties, MqttVersion version)
    {
        if (version != MqttVersion.V5)
            return;
        var block = PropertyBytes(properties);
        writer.VariableByteInteger((uint)block.Length).Raw(block.Span);
    }

    private static ReadOnlyMemory<byte> PropertyBytes(Properties properties)
    {
        if (ReferenceEquals(properties, Properties.None))
            return default;
        var block = new WireWriter();
        foreach (var property in PropertyList.Of(properties))
            WriteProperty(block, property);
        return block.Written;
    }

    private static void WriteProperty(WireWriter writer, Property property)
    {
        switch (PropertyTable.TypeOf(property.Id))
        {
            case PropertyType.String:
                writer.Property(property.Id, property.Text!);
                break;
            case PropertyType.Binary:
                writer.Property(property.Id, property.Bytes.Span);
                break;
            case PropertyType.StringPair:
                writer.UserProperty(property.Pair!.Name, property.Pair.Value);
                break;
            default:
                writer.Property(property.Id, property.Number);
                break;
        }
    }
}
