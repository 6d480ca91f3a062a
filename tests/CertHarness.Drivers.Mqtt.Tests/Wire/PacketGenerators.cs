using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CsCheck;

namespace CertHarness.Drivers.Mqtt.Tests.Wire;

/// <summary>Packets that may be sent, with everything optional sometimes there and sometimes not.</summary>
internal static class PacketGenerators
{
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(
        Gen.Char['a', 'z'], Gen.Char['\u0001', '\u007F'], Gen.Char['\u0080', '\uD7FF'], Gen.Char['\uE000', '\uFFFD'], Gen.Const('\uFEFF')), 0, 20];

    private static readonly Gen<ReadOnlyMemory<byte>> Bytes = Gen.Byte.Array[0, 300].Select(b => new ReadOnlyMemory<byte>(b));

    private static readonly Gen<ushort> PacketId = Gen.UShort[1, ushort.MaxValue];

    private static readonly Gen<QualityOfService> QoS = Gen.Int[0, 2].Select(q => (QualityOfService)q);

    public static Gen<MqttPacket> Of(PacketType type, MqttVersion version) => type switch
    {
        PacketType.Connect => Connect(version).Select(p => (MqttPacket)p),
        PacketType.ConnAck when version == MqttVersion.V311 =>
            Gen.Int[0, 5].Select(c => (MqttPacket)new ConnAckPacket
            {
                ReturnCode = (ConnectReturnCode)c,
                ReasonCode = ((ConnectReturnCode)c).ToReasonCode(),
                SessionPresent = c == 0,
            }),
        PacketType.ConnAck => Gen.Select(Gen.Bool, Codes(type), PropertiesOf(PropertyCarriers.ConnAck, version))
            .Select((present, code, p) => (MqttPacket)new ConnAckPacket { SessionPresent = present, ReasonCode = code, Properties = p }),
        PacketType.Publish => Publish(version).Select(p => (MqttPacket)p),
        PacketType.PubAck => Ack(type, PropertyCarriers.PubAck, version)
            .Select((id, code, p) => (MqttPacket)new PubAckPacket { PacketId = id, ReasonCode = code, Properties = p }),
        PacketType.PubRec => Ack(type, PropertyCarriers.PubRec, version)
            .Select((id, code, p) => (MqttPacket)new PubRecPacket { PacketId = id, ReasonCode = code, Properties = p }),
        PacketType.PubRel => Ack(type, PropertyCarriers.PubRel, version)
            .Select((id, code, p) => (MqttPacket)new PubRelPacket { PacketId = id, ReasonCode = code, Properties = p }),
        PacketType.PubComp => Ack(type, PropertyCarriers.PubComp, version)
            .Select((id, code, p) => (MqttPacket)new PubCompPacket { PacketId = id, ReasonCode = code, Properties = p }),
        PacketType.Subscribe => Gen.Select(PacketId, Subscription(version).Array[1, 5], PropertiesOf(PropertyCarriers.Subscribe, version))
            .Select((id, s, p) => (MqttPacket)new SubscribePacket { PacketId = id, Subscriptions = s, Properties = p }),
        PacketType.SubAck => Gen.Select(PacketId, SubAckCodes(version).Array[1, 5], PropertiesOf(PropertyCarriers.SubAck, version))
            .Select((id, c, p) => (MqttPacket)new SubAckPacket { PacketId = id, ReasonCodes = c, Properties = p }),
        PacketType.Unsubscribe => Gen.Select(PacketId, Text.Array[1, 5], PropertiesOf(PropertyCarriers.Unsubscribe, version))
            .Select((id, f, p) => (MqttPacket)new UnsubscribePacket { PacketId = id, Filters = f, Properties = p }),
        PacketType.UnsubAck => Gen.Select(PacketId, Codes(type).Array[1, 5], PropertiesOf(PropertyCarriers.UnsubAck, version))
            .Select((id, c, p) => (MqttPacket)new UnsubAckPacket
            {
                PacketId = id,
                ReasonCodes = version == MqttVersion.V5 ? c : [],
                Properties = p,
            }),
        PacketType.PingReq => Gen.Const((MqttPacket)new PingReqPacket()),
        PacketType.PingResp => Gen.Const((MqttPacket)new PingRespPacket()),
        PacketType.Disconnect when version == MqttVersion.V311 => Gen.Const((MqttPacket)new DisconnectPacket()),
        PacketType.Disconnect => Gen.Select(Codes(type), PropertiesOf(PropertyCarriers.Disconnect, version))
            .Select((code, p) => (MqttPacket)new DisconnectPacket { ReasonCode = code, Properties = p }),
        _ => Gen.Select(Codes(type), PropertiesOf(PropertyCarriers.Auth, version))
            .Select((code, p) => (MqttPacket)new AuthPacket { ReasonCode = code, Properties = p }),
    };

    /// <summary>The packet types that a version has.</summary>
    public static IEnumerable<PacketType> TypesOf(MqttVersion version) => Enum.GetValues<PacketType>()
        .Where(t => t != PacketType.Reserved && (t != PacketType.Auth || version == MqttVersion.V5));

    public static Gen<MqttPacket> Any(MqttVersion version) => Gen.OneOf([.. TypesOf(version).Select(t => Of(t, version))]);

    public static Gen<T> Choice<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<ConnectPacket> Connect(MqttVersion version) => Gen.Select(
        Gen.Select(Gen.Bool, Gen.UShort, Text),
        Optional(Will(version)),
        Optional(Gen.Select(Text, Optional(Bytes))),
        PropertiesOf(PropertyCarriers.Connect, version),
        (start, will, user, properties) => new ConnectPacket
        {
            ProtocolLevel = (byte)version,
            CleanStart = start.Item1,
            KeepAlive = start.Item2,
            ClientId = start.Item3,
            Will = will.Present ? will.Value : null,
            Username = user.Present ? user.Value.Item1 : null,
            Password = user is { Present: true, Value.Item2.Present: true } ? user.Value.Item2.Value : default(ReadOnlyMemory<byte>?),
            Properties = properties.AuthenticationMethod is null ? properties with { AuthenticationData = null } : properties,
        });

    private static Gen<Will> Will(MqttVersion version) => Gen.Select(
        Text, Bytes, QoS, Gen.Bool, PropertiesOf(PropertyCarriers.Will, version),
        (topic, payload, qos, retain, p) => new Will { Topic = topic, Payload = payload, QoS = qos, Retain = retain, Properties = p });

    private static Gen<PublishPacket> Publish(MqttVersion version) => Gen.Select(
        Gen.Select(Text, Bytes, QoS), Gen.Bool, Gen.Bool, PacketId, PropertiesOf(PropertyCarriers.Publish, version),
        (message, dup, retain, id, p) => new PublishPacket
        {
            Topic = message.Item1,
            Payload = message.Item2,
            QoS = message.Item3,
            Dup = dup && message.Item3 != QualityOfService.AtMostOnce,
            Retain = retain,
            PacketId = message.Item3 == QualityOfService.AtMostOnce ? (ushort)0 : id,
            Properties = p,
        });

    private static Gen<TopicSubscription> Subscription(MqttVersion version) => Gen.Select(
        Text, QoS, Gen.Bool, Gen.Bool, Gen.Int[0, 2],
        (filter, qos, noLocal, asPublished, handling) => version == MqttVersion.V311
            ? new TopicSubscription(filter, qos)
            : new TopicSubscription(filter, qos, noLocal, asPublished, (RetainHandling)handling));

    private static Gen<ReasonCode> Codes(PacketType type) => Choice([.. Enum.GetValues<ReasonCode>().Where(c => c.IsAllowed(type))]);

    private static Gen<ReasonCode> SubAckCodes(MqttVersion version) => version == MqttVersion.V5
        ? Codes(PacketType.SubAck)
        : Choice(ReasonCode.Success, ReasonCode.GrantedQoS1, ReasonCode.GrantedQoS2, ReasonCode.UnspecifiedError);

    private static Gen<(ushort Id, ReasonCode Code, Properties Properties)> Ack(PacketType type, PropertyCarriers carrier, MqttVersion version) =>
        Gen.Select(
            PacketId,
            version == MqttVersion.V5 ? Codes(type) : Gen.Const(ReasonCode.Success),
            PropertiesOf(carrier, version));

    private static Gen<(bool Present, T Value)> Optional<T>(Gen<T> gen) => Gen.Select(Gen.Bool, gen);

    private static Gen<Properties> PropertiesOf(PropertyCarriers carrier, MqttVersion version)
    {
        if (version == MqttVersion.V311)
            return Gen.Const(Properties.None);
        var ids = Enum.GetValues<PropertyId>().Where(id => id.IsAllowedIn(carrier)).ToArray();
        return Gen.Select(Gen.Int, Gen.UInt[1, uint.MaxValue], Text, Bytes, (mask, number, text, bytes) =>
            ids.Where((_, i) => (mask & (1 << i)) != 0).Aggregate(Properties.None, (p, id) => With(p, id, carrier, number, text, bytes)));
    }

    private static Properties With(Properties p, PropertyId id, PropertyCarriers carrier, uint number, string text, ReadOnlyMemory<byte> bytes)
    {
        if (id == PropertyId.UserProperty)
            return p with { UserProperties = [new(text, "b"), new(text, "a")] };
        if (id == PropertyId.SubscriptionIdentifier)
        {
            uint[] identifiers = [Math.Max(1, number & 0x0FFF_FFFF), 1];
            return p with { SubscriptionIdentifiers = carrier == PropertyCarriers.Publish ? identifiers : identifiers[..1] };
        }

        var property = typeof(Properties).GetProperty(id.ToString())!;
        object value = PropertyTable.TypeOf(id) switch
        {
            PropertyType.Byte => (byte)(number & 1),
            PropertyType.UInt16 => (ushort)Math.Max(1, number & 0xFFFF),
            PropertyType.UInt32 => number,
            PropertyType.Binary => bytes,
            _ => text,
        };
        var copy = p with { };
        property.SetValue(copy, value);
        return copy;
    }
}
