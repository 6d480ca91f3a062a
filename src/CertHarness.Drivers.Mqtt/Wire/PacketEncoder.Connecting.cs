using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

public static partial class PacketEncoder
{
    private static void WriteConnect(WireWriter writer, ConnectPacket packet, MqttVersion version)
    {
        writer
            .Utf8String(packet.ProtocolName)
            .Byte(packet.ProtocolLevel ?? (byte)version)
            .Byte(packet.ConnectFlags ?? ConnectFlagsOf(packet))
            .UInt16(packet.KeepAlive);
        WriteProperties(writer, packet.Properties, version);
        writer.Utf8String(packet.ClientId);
        if (packet.Will is { } will)
        {
            WriteProperties(writer, will.Properties, version);
            writer.Utf8String(will.Topic).Binary(will.Payload.Span);
        }

        if (packet.Username is { } username)
            writer.Utf8String(username);
        if (packet.Password is { } password)
            writer.Binary(password.Span);
    }

    private static byte ConnectFlagsOf(ConnectPacket packet) => (byte)(
        (packet.CleanStart ? Wire.ConnectFlags.CleanStart : 0)
        | (packet.Will is null ? 0 : Wire.ConnectFlags.Will)
        | (((int)(packet.Will?.QoS ?? 0) & 0b11) << Wire.ConnectFlags.WillQoSShift)
        | (packet.Will is { Retain: true } ? Wire.ConnectFlags.WillRetain : 0)
        | (packet.Password is null ? 0 : Wire.ConnectFlags.Password)
        | (packet.Username is null ? 0 : Wire.ConnectFlags.UserName));

    private static void WriteConnAck(WireWriter writer, ConnAckPacket packet, MqttVersion version)
    {
        writer.Byte(packet.AcknowledgeFlags ?? (packet.SessionPresent ? (byte)1 : (byte)0));
        if (version == MqttVersion.V311)
            writer.Byte((byte)(packet.ReturnCode ?? packet.ReasonCode.ToReturnCode() ?? ConnectReturnCode.ServerUnavailable));
        else
            writer.Byte((byte)packet.ReasonCode);
        WriteProperties(writer, packet.Properties, version);
    }
}
