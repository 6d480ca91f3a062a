using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Tests.Monitoring;

/// <summary>For each statement about servers a conversation in which the server breaks it.</summary>
internal static class ServerFaults
{
    private const string Long = "a text that is much too long for a client that has so little room";

    private static readonly Properties Small = new() { MaximumPacketSize = 30 };
    private static readonly Properties Reason = new() { ReasonString = Long };
    private static readonly Properties User = new() { UserProperties = [new UserProperty("note", Long)] };
    private static readonly Properties NoProblems = new() { RequestProblemInformation = 0 };
    private static readonly PublishPacket Message = new() { Topic = "lamp/1", Payload = "on"u8.ToArray() };
    private static readonly PublishPacket Once = Message with { QoS = QualityOfService.AtLeastOnce, PacketId = 9 };
    private static readonly PublishPacket Exactly = Message with { QoS = QualityOfService.ExactlyOnce, PacketId = 9 };
    private static readonly PublishPacket Other = Once with { Payload = "off"u8.ToArray() };

    public static IReadOnlyDictionary<string, Action<Talk>> All { get; } = new Dictionary<string, Action<Talk>>
    {
        // Form.
        ["MQTT5-1.5.4-1"] = t => t.Connected().ServerBytes("30 06 00 02 C3 28 00 61"),
        ["MQTT3-1.5.3-1"] = t => t.Connected().ServerBytes("30 05 00 02 C3 28 61"),
        ["MQTT5-1.5.4-2"] = t => t.Connected().ServerBytes("30 05 00 02 61 00 00"),
        ["MQTT3-1.5.3-2"] = t => t.Connected().ServerBytes("30 04 00 02 61 00"),
        ["MQTT5-1.5.5-1"] = t => t.Connected().ServerBytes("D0 80 00"),
        ["MQTT5-2.1.3-1"] = t => t.Connected().ServerBytes("D1 00"),
        ["MQTT3-2.2.2-1"] = t => t.Connected().ServerBytes("D1 00"),
        ["MQTT5-2.2.2-1"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).ServerBytes("20 02 00 00"),
        ["MQTT5-4.7.3-2"] = t => t.Connected().ServerBytes("30 05 00 02 61 00 00"),
        ["MQTT3-4.7.3-2"] = t => t.Connected().ServerBytes("30 04 00 02 61 00"),

        // Connecting.
        ["MQTT5-3.2.0-1"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new PingRespPacket()),
        ["MQTT3-3.2.0-1"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new PingRespPacket()),
        ["MQTT5-3.2.0-2"] = t => t.Connected().Server(new ConnAckPacket()),
        ["MQTT5-3.2.2-1"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new ConnAckPacket { AcknowledgeFlags = 2 }),
        ["MQTT5-3.2.2-2"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new ConnAckPacket { SessionPresent = true }),
        ["MQTT3-3.2.2-1"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new ConnAckPacket { SessionPresent = true }),
        ["MQTT5-3.2.2-6"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new ConnAckPacket { SessionPresent = true, ReasonCode = ReasonCode.NotAuthorized }),
        ["MQTT3-3.2.2-4"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new ConnAckPacket { SessionPresent = true, ReasonCode = ReasonCode.NotAuthorized }),
        ["MQTT5-3.2.2-8"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new ConnAckPacket { ReasonCode = ReasonCode.KeepAliveTimeout }),
        ["MQTT3-3.2.2-6"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).ServerBytes("20 02 00 06"),
        ["MQTT5-3.1.3-7"] = t => t.Connected(clientId: ""),
        ["MQTT5-3.2.2-16"] = t => t.Connected(clientId: ""),
        ["MQTT5-3.1.2-28"] = t => t.Connected(server: new Properties { ResponseInformation = "answers" }),
        ["MQTT5-4.12.0-6"] = t => t.Connected(server: new Properties { AuthenticationMethod = "m" }),
        ["MQTT5-4.12.0-5"] = t => t.Connected(new Properties { AuthenticationMethod = "m" }, new Properties { AuthenticationMethod = "n" }),
        ["MQTT5-4.12.0-2"] = t => t.Client(new ConnectPacket { ClientId = "lamp", Properties = new Properties { AuthenticationMethod = "m" } })
            .Server(new AuthPacket { Properties = new Properties { AuthenticationMethod = "m" } }),
        ["MQTT5-3.15.2-1"] = t => t.Connected().Server(new AuthPacket { ReasonCode = ReasonCode.ReAuthenticate }),

        // Messages.
        ["MQTT5-3.3.1-4"] = t => t.Connected().ServerBytes("36 06 00 01 61 00 09 00"),
        ["MQTT3-3.3.1-4"] = t => t.Connected().ServerBytes("36 05 00 01 61 00 09"),
        ["MQTT5-3.3.1-2"] = t => t.Connected().ServerBytes("38 04 00 01 61 00"),
        ["MQTT5-4.3.1-1"] = t => t.Connected().ServerBytes("38 04 00 01 61 00"),
        ["MQTT3-3.3.1-2"] = t => t.Connected().ServerBytes("38 03 00 01 61"),
        ["MQTT3-4.3.1-1"] = t => t.Connected().ServerBytes("38 03 00 01 61"),
        ["MQTT5-3.3.2-2"] = t => t.Connected().Server(Message with { Topic = "lamp/+" }),
        ["MQTT5-4.7.0-1"] = t => t.Connected().Server(Message with { Topic = "lamp/#" }),
        ["MQTT3-3.3.2-2"] = t => t.Connected().Server(Message with { Topic = "lamp/+" }),
        ["MQTT3-4.7.1-1"] = t => t.Connected().Server(Message with { Topic = "lamp/#" }),
        ["MQTT5-4.7.3-1"] = t => t.Connected().Server(Message with { Topic = "" }),
        ["MQTT3-4.7.3-1"] = t => t.Connected().Server(Message with { Topic = "" }),
        ["MQTT5-3.3.2-14"] = t => t.Connected().Server(Message with { Properties = new Properties { ResponseTopic = "answers/#" } }),
        ["MQTT5-3.3.2-8"] = t => t.Connected(new Properties { TopicAliasMaximum = 2 }).Server(Message with { Properties = new Properties { TopicAlias = 0 } }),
        ["MQTT5-2.2.1-4"] = t => t.Connected().Subscribed().Server(Once).Server(Other),
        ["MQTT3-2.3.1-4"] = t => t.Connected().Subscribed().Server(Once).Server(Other),
        ["MQTT5-4.3.2-1"] = t => t.Connected().Subscribed().Server(Once).Server(Other),
        ["MQTT5-4.3.3-1"] = t => t.Connected().Subscribed().Server(Once).Server(Exactly),
        ["MQTT3-2.3.1-1"] = t => t.Connected().Subscribed().Server(Once with { PacketId = 0 }),
        ["MQTT5-3.3.1-3"] = t => t.Connected().Subscribed().Server(Once with { Dup = true }),
        ["MQTT3-3.3.1-3"] = t => t.Connected().Subscribed().Server(Exactly with { Dup = true }),
        ["MQTT5-4.3.2-2"] = t => t.Connected().Subscribed().Server(Once with { Dup = true }),
        ["MQTT3-4.3.2-1"] = t => t.Connected().Subscribed().Server(Once with { Dup = true }),
        ["MQTT5-4.3.3-2"] = t => t.Connected().Subscribed().Server(Exactly with { Dup = true }),
        ["MQTT5-4.3.3-6"] = Released,
        ["MQTT3-4.3.3-1"] = Released,
        ["MQTT5-4.4.0-1"] = t => t.Connected().Subscribed().Server(Once).Server(Once with { Dup = true }),
        ["MQTT5-3.3.2-3"] = t => t.Connected().Subscribed(filter: "lamp/2").Server(Message),
        ["MQTT3-3.3.2-3"] = t => t.Connected().Subscribed(filter: "lamp/2").Server(Message),
        ["MQTT5-3.8.4-8"] = t => t.Connected().Subscribed(QualityOfService.AtLeastOnce).Server(Exactly),
        ["MQTT5-3.3.4-2"] = t => t.Connected().Subscribed(QualityOfService.AtMostOnce).Server(Once),
        ["MQTT3-3.8.4-6"] = t => t.Connected().Subscribed(QualityOfService.AtLeastOnce).Server(Exactly),
        ["MQTT3-3.3.5-1"] = t => t.Connected().Subscribed(QualityOfService.AtMostOnce).Server(Once),
        ["MQTT5-3.3.4-3"] = t => t.Connected().Subscribed(identifier: 5).Server(Message),

        // Acknowledgements.
        ["MQTT5-3.4.2-1"] = t => t.Connected().Server(new PubAckPacket { PacketId = 9, ReasonCode = ReasonCode.PacketIdentifierNotFound }),
        ["MQTT5-3.5.2-1"] = t => t.Connected().Server(new PubRecPacket { PacketId = 9, ReasonCode = ReasonCode.PacketIdentifierNotFound }),
        ["MQTT5-3.6.2-1"] = t => t.Connected().Server(new PubRelPacket { PacketId = 9, ReasonCode = ReasonCode.NotAuthorized }),
        ["MQTT5-3.7.2-1"] = t => t.Connected().Server(new PubCompPacket { PacketId = 9, ReasonCode = ReasonCode.NotAuthorized }),
        ["MQTT5-3.6.1-1"] = t => t.Connected().ServerBytes("60 02 00 09"),
        ["MQTT3-3.6.1-1"] = t => t.Connected().ServerBytes("60 02 00 09"),
        ["MQTT5-2.2.1-5"] = t => t.Connected().Client(Once).Server(new PubAckPacket { PacketId = 8 }),
        ["MQTT3-2.3.1-6"] = t => t.Connected().Subscribed().Server(Exactly).Client(new PubRecPacket { PacketId = 9 }).Server(new PubRelPacket { PacketId = 8 }),
        ["MQTT5-3.3.4-1"] = t => t.Connected().Client(Exactly).Server(new PubAckPacket { PacketId = 9 }),
        ["MQTT3-3.3.4-1"] = t => t.Connected().Client(Once).Server(new PubRecPacket { PacketId = 9 }),
        ["MQTT5-4.3.2-4"] = t => t.Connected().Client(Once).Server(new PubAckPacket { PacketId = 8 }),
        ["MQTT3-4.3.2-2"] = t => t.Connected().Client(Once).Server(new PubAckPacket { PacketId = 8 }),
        ["MQTT5-4.3.3-8"] = t => t.Connected().Client(Exactly).Server(new PubRecPacket { PacketId = 8 }),
        ["MQTT5-4.3.3-11"] = t => t.Connected().Client(Exactly).Server(new PubRecPacket { PacketId = 9 }).Server(new PubCompPacket { PacketId = 9 }),

        // Subscribing.
        ["MQTT5-3.8.4-2"] = WrongSubAck,
        ["MQTT3-3.8.4-2"] = WrongSubAck,
        ["MQTT5-2.2.1-6"] = WrongSubAck,
        ["MQTT3-2.3.1-7"] = WrongUnsubAck,
        ["MQTT5-3.10.4-5"] = WrongUnsubAck,
        ["MQTT3-3.10.4-4"] = WrongUnsubAck,
        ["MQTT5-3.8.4-6"] = TooManyCodes,
        ["MQTT3-3.8.4-5"] = TooManyCodes,
        ["MQTT5-3.9.3-2"] = t => t.Connected().ServerBytes("90 04 00 01 00 03"),
        ["MQTT3-3.9.3-2"] = t => t.Connected().ServerBytes("90 03 00 01 03"),
        ["MQTT5-3.11.3-2"] = t => t.Connected().ServerBytes("B0 04 00 01 00 01"),

        // Leaving.
        ["MQTT5-3.14.0-1"] = t => t.Client(new ConnectPacket { ClientId = "lamp" }).Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy }),
        ["MQTT5-3.14.2-1"] = t => t.Connected().Server(new DisconnectPacket { ReasonCode = ReasonCode.DisconnectWithWillMessage }),
        ["MQTT5-3.14.2-2"] = t => t.Connected().Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy, Properties = new Properties { SessionExpiryInterval = 5 } }),
        ["MQTT5-3.14.4-1"] = t => t.Connected().Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy }).Server(new PingRespPacket()),

        // Limits.
        ["MQTT5-3.1.2-24"] = t => t.Connected(Small).Subscribed().Server(Message with { Payload = new byte[40] }),
        ["MQTT5-3.2.2-19"] = t => t.Connected(Small, Reason),
        ["MQTT5-3.2.2-20"] = t => t.Connected(Small, User),
        ["MQTT5-3.4.2-2"] = t => t.Connected(Small).Client(Once).Server(new PubAckPacket { PacketId = 9, Properties = Reason }),
        ["MQTT5-3.4.2-3"] = t => t.Connected(Small).Client(Once).Server(new PubAckPacket { PacketId = 9, Properties = User }),
        ["MQTT5-3.5.2-2"] = t => t.Connected(Small).Server(new PubRecPacket { PacketId = 9, Properties = Reason }),
        ["MQTT5-3.5.2-3"] = t => t.Connected(Small).Server(new PubRecPacket { PacketId = 9, Properties = User }),
        ["MQTT5-3.6.2-2"] = t => t.Connected(Small).Server(new PubRelPacket { PacketId = 9, Properties = Reason }),
        ["MQTT5-3.6.2-3"] = t => t.Connected(Small).Server(new PubRelPacket { PacketId = 9, Properties = User }),
        ["MQTT5-3.7.2-2"] = t => t.Connected(Small).Server(new PubCompPacket { PacketId = 9, Properties = Reason }),
        ["MQTT5-3.7.2-3"] = t => t.Connected(Small).Server(new PubCompPacket { PacketId = 9, Properties = User }),
        ["MQTT5-3.9.2-1"] = t => t.Connected(Small).Server(new SubAckPacket { PacketId = 9, ReasonCodes = [ReasonCode.Success], Properties = Reason }),
        ["MQTT5-3.9.2-2"] = t => t.Connected(Small).Server(new SubAckPacket { PacketId = 9, ReasonCodes = [ReasonCode.Success], Properties = User }),
        ["MQTT5-3.11.2-1"] = t => t.Connected(Small).Server(new UnsubAckPacket { PacketId = 9, ReasonCodes = [ReasonCode.Success], Properties = Reason }),
        ["MQTT5-3.11.2-2"] = t => t.Connected(Small).Server(new UnsubAckPacket { PacketId = 9, ReasonCodes = [ReasonCode.Success], Properties = User }),
        ["MQTT5-3.14.2-3"] = t => t.Connected(Small).Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy, Properties = Reason }),
        ["MQTT5-3.14.2-4"] = t => t.Connected(Small).Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy, Properties = User }),
        ["MQTT5-3.15.2-2"] = t => t.Connected(Small).Server(new AuthPacket { Properties = Reason }),
        ["MQTT5-3.15.2-3"] = t => t.Connected(Small).Server(new AuthPacket { Properties = User }),
        ["MQTT5-3.1.2-29"] = t => t.Connected(NoProblems).Client(Once).Server(new PubAckPacket { PacketId = 9, Properties = Reason }),
        ["MQTT5-3.3.4-9"] = TooManyAtOnce,
        ["MQTT5-4.9.0-2"] = TooManyAtOnce,
        ["MQTT5-3.1.2-26"] = t => t.Connected(new Properties { TopicAliasMaximum = 2 }).Server(Message with { Properties = new Properties { TopicAlias = 3 } }),
        ["MQTT5-3.3.2-11"] = t => t.Connected(new Properties { TopicAliasMaximum = 2 }).Server(Message with { Properties = new Properties { TopicAlias = 3 } }),
        ["MQTT5-3.1.2-27"] = t => t.Connected().Server(Message with { Properties = new Properties { TopicAlias = 1 } }),
    };

    public static MqttVersion VersionOf(string requirement) =>
        requirement.StartsWith("MQTT5-", StringComparison.Ordinal) ? MqttVersion.V5 : MqttVersion.V311;

    private static void Released(Talk talk) => talk.Connected().Subscribed()
        .Server(Exactly).Client(new PubRecPacket { PacketId = 9 }).Server(new PubRelPacket { PacketId = 9 }).Server(Exactly with { Dup = true });

    private static void WrongSubAck(Talk talk) => talk.Connected()
        .Client(new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription("a")] })
        .Server(new SubAckPacket { PacketId = 2, ReasonCodes = [ReasonCode.Success] });

    private static void WrongUnsubAck(Talk talk) => talk.Connected()
        .Client(new UnsubscribePacket { PacketId = 1, Filters = ["a"] })
        .Server(new UnsubAckPacket { PacketId = 2, ReasonCodes = [ReasonCode.Success] });

    private static void TooManyCodes(Talk talk) => talk.Connected()
        .Client(new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription("a")] })
        .Server(new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success, ReasonCode.Success] });

    private static void TooManyAtOnce(Talk talk) => talk.Connected(new Properties { ReceiveMaximum = 1 }).Subscribed()
        .Server(Once).Server(Other with { PacketId = 10 });
}
