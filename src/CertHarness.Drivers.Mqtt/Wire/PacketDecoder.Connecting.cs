using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

public sealed partial class PacketDecoder
{
    private static ConnectPacket ReadConnect(WireReader reader, bool overLongLength)
    {
        var name = reader.Utf8String("protocol name");
        if (name != "MQTT")
            throw Unsupported(reader, Clause.ProtocolName, $"the protocol name is \"{name}\"", name, null);
        var level = reader.Byte("protocol level");
        if (level is not ((byte)MqttVersion.V311 or (byte)MqttVersion.V5))
            throw Unsupported(reader, Clause.ProtocolLevel, $"the protocol level is {level}", name, level);
        reader.Version = (MqttVersion)level;
        if (overLongLength && reader.Version == MqttVersion.V5)
            throw reader.Malformed(Clause.ShortestForm, "Remaining Length takes more bytes than it needs");

        var flags = reader.Byte("connect flags");
        CheckConnectFlags(reader, flags);
        var keepAlive = reader.UInt16("keep alive");
        var properties = reader.ReadProperties(PropertyCarriers.Connect);
        if (properties is { AuthenticationData: not null, AuthenticationMethod: null })
            throw reader.Wrong(Clause.AuthenticationData, ReasonCode.ProtocolError, "Authentication Data without Authentication Method");
        return new()
        {
            ProtocolName = name,
            ProtocolLevel = level,
            CleanStart = (flags & ConnectFlags.CleanStart) != 0,
            KeepAlive = keepAlive,
            Properties = properties,
            ClientId = reader.Utf8String("client identifier"),
            Will = (flags & ConnectFlags.Will) != 0 ? ReadWill(reader, flags) : null,
            Username = (flags & ConnectFlags.UserName) != 0 ? reader.Utf8String("user name") : null,
            Password = (flags & ConnectFlags.Password) != 0 ? reader.Binary("password") : default(ReadOnlyMemory<byte>?),
        };
    }

    private static UnsupportedProtocolException Unsupported(WireReader reader, Clause clause, string problem, string name, byte? level) =>
        new(clause.In(level > (byte)MqttVersion.V5 ? MqttVersion.V5 : MqttVersion.V311), problem, reader.Frame, name, level);

    private static void CheckConnectFlags(WireReader reader, byte flags)
    {
        var willQoS = (flags >> ConnectFlags.WillQoSShift) & 0b11;
        var will = (flags & ConnectFlags.Will) != 0;
        if ((flags & ConnectFlags.Reserved) != 0)
            throw reader.Malformed(Clause.ConnectReserved, "the reserved connect flag is set");
        if (willQoS == 3)
            throw reader.Malformed(Clause.WillQoS, "will QoS is 3");
        if (!will && willQoS != 0)
            throw reader.Malformed(Clause.WillQoSWithoutWill, "will QoS is set and there is no will");
        if (!will && (flags & ConnectFlags.WillRetain) != 0)
            throw reader.Malformed(Clause.WillRetainWithoutWill, "will retain is set and there is no will");

        // MQTT 5.0 allows a password alone.
        if (reader.Version == MqttVersion.V311 && (flags & (ConnectFlags.UserName | ConnectFlags.Password)) == ConnectFlags.Password)
            throw reader.Malformed(Clause.PasswordWithoutUserName, "a password without a user name");
    }

    private static Will ReadWill(WireReader reader, byte flags) => new()
    {
        Properties = reader.ReadProperties(PropertyCarriers.Will),
        Topic = reader.Utf8String("will topic"),
        Payload = reader.Binary("will payload"),
        QoS = (QualityOfService)((flags >> ConnectFlags.WillQoSShift) & 0b11),
        Retain = (flags & ConnectFlags.WillRetain) != 0,
    };

    private static ConnAckPacket ReadConnAck(WireReader reader)
    {
        var flags = reader.Byte("acknowledge flags");
        if (flags > 1)
            throw reader.Malformed(Clause.ConnAckFlags, $"the acknowledge flags are 0x{flags:X2}");
        if (reader.Version == MqttVersion.V5 && !IsRefusalOfVersion3(reader))
        {
            return new()
            {
                SessionPresent = flags == 1,
                ReasonCode = ReasonCodeOf(reader, PacketType.ConnAck, Clause.ConnAckCode),
                Properties = reader.ReadProperties(PropertyCarriers.ConnAck),
            };
        }

        var code = (ConnectReturnCode)reader.Byte("return code");
        return code <= ConnectReturnCode.NotAuthorized
            ? new() { SessionPresent = flags == 1, ReturnCode = code, ReasonCode = code.ToReasonCode() }
            : throw reader.Malformed(Clause.ConnAckCode, $"return code 0x{(int)code:X2} is reserved");
    }

    /// <summary>
    /// Servers that know only MQTT 3.1.1 have to refuse a CONNECT of another level in their own format (MQTT3-3.1.2-2): two bytes, of
    /// which the second is a return code.
    /// </summary>
    private static bool IsRefusalOfVersion3(WireReader reader) =>
        reader.Remaining == 1 && reader.Frame.Span[^1] is > (byte)ConnectReturnCode.Accepted and <= (byte)ConnectReturnCode.NotAuthorized;

    private static DisconnectPacket ReadDisconnect(WireReader reader, PacketReceiver receiver)
    {
        if (reader.Version == MqttVersion.V311 || reader.Remaining == 0)
            return new();
        var code = ReasonCodeOf(reader, PacketType.Disconnect, Clause.DisconnectCode);
        var properties = reader.Remaining == 0 ? Properties.None : reader.ReadProperties(PropertyCarriers.Disconnect);
        if (receiver == PacketReceiver.Client && properties.SessionExpiryInterval is not null)
            throw reader.Wrong(Clause.SessionExpiryFromServer, ReasonCode.ProtocolError, "a server sent a Session Expiry Interval");
        return new() { ReasonCode = code, Properties = properties };
    }

    private static AuthPacket ReadAuth(WireReader reader) => reader.Remaining == 0
        ? new()
        : new()
        {
            ReasonCode = ReasonCodeOf(reader, PacketType.Auth, Clause.AuthCode),
            Properties = reader.ReadProperties(PropertyCarriers.Auth),
        };
}
