using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>The grammar of every packet that a client can send, in both versions: each with all fields and properties that it can have.</summary>
/// <param name="names">Who sends them, and about what.</param>
internal sealed class PacketGrammar(AttackNames names)
{
    private const string Block = "properties";
    private const string WillBlock = "will properties";

    /// <summary>Properties by which a client would ask for an exchange of AUTH packets instead of being accepted.</summary>
    private static readonly HashSet<PropertyId> Authentication = [PropertyId.AuthenticationMethod, PropertyId.AuthenticationData];

    /// <summary>Properties that only servers send in packets that both sides send.</summary>
    private static readonly HashSet<PropertyId> OfServers = [PropertyId.SubscriptionIdentifier, PropertyId.ServerReference];

    /// <summary>All forms of a version.</summary>
    /// <param name="version">The version.</param>
    public IReadOnlyList<PacketForm> Of(MqttVersion version)
    {
        var forms = new List<PacketForm>
        {
            Connect(version),
            Publish(version, QualityOfService.AtMostOnce),
            Publish(version, QualityOfService.AtLeastOnce),
            Publish(version, QualityOfService.ExactlyOnce),
            Acknowledgement(version, PacketType.PubAck, PropertyCarriers.PubAck),
            Acknowledgement(version, PacketType.PubRec, PropertyCarriers.PubRec),
            Acknowledgement(version, PacketType.PubRel, PropertyCarriers.PubRel),
            Acknowledgement(version, PacketType.PubComp, PropertyCarriers.PubComp),
            Form(version, PacketType.Subscribe, [Id, .. Properties(version, PropertyCarriers.Subscribe, []), Text("topic filter", names.Topic), Options, Text("second topic filter", names.Topic + "/+"), Options]),
            Form(version, PacketType.Unsubscribe, [Id, .. Properties(version, PropertyCarriers.Unsubscribe, []), Text("topic filter", names.Topic), Text("second topic filter", names.Topic + "/+")]),
            Form(version, PacketType.PingReq),
            Form(version, PacketType.Disconnect, OnlyIn5(version, [Number("reason code", 0), .. Properties(version, PropertyCarriers.Disconnect, OfServers)])),
        };
        if (version == MqttVersion.V5)
        {
            forms.Add(WithAuthentication());
            forms.Add(Form(version, PacketType.Auth, [Number("reason code", (byte)ReasonCode.ContinueAuthentication), .. Properties(version, PropertyCarriers.Auth, [])]));
        }

        return forms;
    }

    /// <summary>The packets that only servers send.</summary>
    public static IReadOnlyList<MqttPacket> ServersPackets { get; } =
    [
        new ConnAckPacket { ReturnCode = ConnectReturnCode.Accepted },
        new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success] },
        new UnsubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success] },
        new PingRespPacket(),
    ];

    /// <summary>The CONNECT of a client that is about to send something malformed.</summary>
    public byte[] Introduction(MqttVersion version, int number) => PacketEncoder.Encode(
        new ConnectPacket { ClientId = names.ClientId(number), KeepAlive = 60, Username = names.Username, Password = PasswordOr(null) }, version);

    private static FormField Id => new("packet identifier", FieldKind.UInt16, [0, 7]);

    private static FormField Options => Number("subscription options", 1);

    private PacketForm Connect(MqttVersion version)
    {
        List<FormField> fields =
        [
            Text("protocol name", "MQTT"),
            Number("protocol level", (byte)version),
            Number("connect flags", ConnectFlags.CleanStart | ConnectFlags.Will | (1 << ConnectFlags.WillQoSShift) | ConnectFlags.UserName | ConnectFlags.Password),
            new("keep alive", FieldKind.UInt16, [0, 60]),
            .. Properties(version, PropertyCarriers.Connect, Authentication),
            Text("client identifier", names.ClientId(0)),
            .. Properties(version, PropertyCarriers.Will, [], WillBlock),
            Text("will topic", names.Topic + "/will"),
            Binary("will payload", "gone"u8),
            Text("user name", names.Username ?? "lamp"),
            Binary("password", PasswordOr("key").GetValueOrDefault().Span),
        ];
        return Form(version, PacketType.Connect, [.. fields]);
    }

    private PacketForm WithAuthentication() => Form(
        MqttVersion.V5,
        PacketType.Connect,
        [
            Text("protocol name", "MQTT"),
            Number("protocol level", (byte)MqttVersion.V5),
            Number("connect flags", ConnectFlags.CleanStart),
            new("keep alive", FieldKind.UInt16, [0, 60]),
            .. Properties(MqttVersion.V5, PropertyCarriers.Connect, []),
            Text("client identifier", names.ClientId(0)),
        ]) with
    { Name = "CONNECT with an authentication method" };

    private PacketForm Publish(MqttVersion version, QualityOfService qos) => new(
        $"PUBLISH at QoS {(int)qos}",
        version,
        (byte)(((int)PacketType.Publish << 4) | ((int)qos << 1)),
        [
            Text("topic name", names.Topic),
            .. qos == QualityOfService.AtMostOnce ? Array.Empty<FormField>() : [Id],
            .. Properties(version, PropertyCarriers.Publish, OfServers),
            new("payload", FieldKind.Payload, "41.5 µg/m³"u8.ToArray()),
        ]);

    private PacketForm Acknowledgement(MqttVersion version, PacketType type, PropertyCarriers carrier) =>
        Form(version, type, [Id, .. OnlyIn5(version, [Number("reason code", 0), .. Properties(version, carrier, [])])]);

    private static PacketForm Form(MqttVersion version, PacketType type, params FormField[] fields) => new(
        type.ToString().ToUpperInvariant(), version, (byte)(((int)type << 4) | FixedHeader.FlagsOf(type)), fields);

    private static FormField[] OnlyIn5(MqttVersion version, FormField[] fields) => version == MqttVersion.V5 ? fields : [];

    private List<FormField> Properties(MqttVersion version, PropertyCarriers carrier, HashSet<PropertyId> without, string block = Block)
    {
        var fields = new List<FormField>();
        if (version == MqttVersion.V311)
            return fields;

        fields.Add(new($"length of the {block}", FieldKind.BlockLength, null, block));
        foreach (var id in Enum.GetValues<PropertyId>().Where(p => p.IsAllowedIn(carrier) && !without.Contains(p)))
        {
            fields.Add(new($"identifier of {id.Name()}", FieldKind.PropertyId, [(byte)id], block));
            fields.AddRange(ValueOf(id).Select(f => f with { Block = block }));
        }

        return fields;
    }

    private IEnumerable<FormField> ValueOf(PropertyId id) => (PropertyTable.TypeOf(id), id) switch
    {
        (PropertyType.Byte, _) => [Number(id.Name(), 1)],
        (PropertyType.UInt16, PropertyId.TopicAlias) => [new(id.Name(), FieldKind.UInt16, [0, 1])],
        (PropertyType.UInt16, _) => [new(id.Name(), FieldKind.UInt16, [0, 10])],
        (PropertyType.UInt32, PropertyId.MaximumPacketSize) => [new(id.Name(), FieldKind.UInt32, [0, 1, 0, 0])],
        (PropertyType.UInt32, PropertyId.SessionExpiryInterval) => [new(id.Name(), FieldKind.UInt32, [0, 0, 0, 0])],
        (PropertyType.UInt32, _) => [new(id.Name(), FieldKind.UInt32, [0, 0, 0, 9])],
        (PropertyType.VariableByteInteger, _) => [new(id.Name(), FieldKind.VariableByteInteger, [1])],
        (PropertyType.Binary, _) => [Binary(id.Name(), "data"u8)],
        (PropertyType.StringPair, _) => [Text($"name of {id.Name()}", "unit"), Text($"value of {id.Name()}", "µg")],
        (_, PropertyId.ResponseTopic) => [Text(id.Name(), names.Topic + "/answer")],
        _ => [Text(id.Name(), "text")],
    };

    private ReadOnlyMemory<byte>? PasswordOr(string? other) => (names.Password ?? other) is { } password ? Encoding.UTF8.GetBytes(password) : null;

    private static FormField Number(string name, byte value) => new(name, FieldKind.Byte, [value]);

    private static FormField Text(string name, string text) => new(name, FieldKind.Text, new WireWriter().Utf8String(text).ToArray());

    private static FormField Binary(string name, ReadOnlySpan<byte> bytes) => new(name, FieldKind.Binary, new WireWriter().Binary(bytes).ToArray());
}
