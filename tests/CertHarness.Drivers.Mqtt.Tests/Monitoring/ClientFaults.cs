using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Tests.Monitoring;

/// <summary>For each statement about clients alone, and those that a client breaks in another way than a server, a conversation in which it does.</summary>
internal static class ClientFaults
{
    private static readonly PublishPacket Message = new() { Topic = "lamp/1", Payload = "on"u8.ToArray() };
    private static readonly PublishPacket Once = Message with { QoS = QualityOfService.AtLeastOnce, PacketId = 9 };

    private const string Long = "a text that is much too long for a server that has so little room";
    private static readonly Properties Small = new() { MaximumPacketSize = 30 };
    private static readonly Properties Method = new() { AuthenticationMethod = "m" };

    public static IReadOnlyDictionary<string, Action<Talk>> All { get; } = new Dictionary<string, Action<Talk>>
    {
        ["MQTT5-3.1.0-2"] = t => t.Connected().Client(new ConnectPacket { ClientId = "lamp" }),
        ["MQTT3-3.1.0-2"] = t => t.Connected().Client(new ConnectPacket { ClientId = "lamp" }),
        ["MQTT3-3.1.3-7"] = t => t.Client(new ConnectPacket { CleanStart = false }),
        ["MQTT5-4.12.0-7"] = t => t.Connected().Client(new AuthPacket { ReasonCode = ReasonCode.ReAuthenticate }),
        ["MQTT5-3.1.2-30"] = t => t.Client(new ConnectPacket { ClientId = "lamp", Properties = Method }).Client(new PingReqPacket()),
        ["MQTT5-4.12.0-5"] = t => t.Connected(Method, Method).Client(new AuthPacket { ReasonCode = ReasonCode.ReAuthenticate, Properties = new Properties { AuthenticationMethod = "n" } }),
        ["MQTT5-3.15.2-1"] = t => t.Connected(Method, Method).Client(new AuthPacket { Properties = Method }),
        ["MQTT5-2.2.2-1"] = t => t.ClientBytes("10 0A 00 04 4D 51 54 54 05 02 00 3C"),
        ["MQTT5-3.14.2-1"] = t => t.Connected().ClientBytes("E0 01 05"),
        ["MQTT5-3.14.4-1"] = t => t.Connected().Client(new DisconnectPacket()).Client(new PingReqPacket()),
        ["MQTT5-4.9.0-2"] = t => t.Connected(server: new Properties { ReceiveMaximum = 1 }).Heard().Client(Once).Client(Once with { PacketId = 10 }),
        ["MQTT5-3.14.2-3"] = t => t.Connected(server: Small).Heard().Client(new DisconnectPacket { Properties = new Properties { ReasonString = Long } }),
        ["MQTT5-3.14.2-4"] = t => t.Connected(server: Small).Heard().Client(new DisconnectPacket { Properties = new Properties { UserProperties = [new UserProperty("note", Long)] } }),
        ["MQTT5-3.3.4-6"] = t => t.Connected().Client(Message with { Properties = new Properties { SubscriptionIdentifiers = [1] } }),
        ["MQTT5-2.2.1-3"] = t => t.Connected().Client(Once).Client(new SubscribePacket { PacketId = 9, Subscriptions = [new TopicSubscription("a")] }),
        ["MQTT3-2.3.1-2"] = t => t.Connected().Client(Once).Client(Once with { Payload = "off"u8.ToArray() }),
        ["MQTT5-4.7.1-1"] = t => Subscribe(t, "lamp#"),
        ["MQTT5-4.7.1-2"] = t => Subscribe(t, "lamp+"),
        ["MQTT5-4.8.2-1"] = t => Subscribe(t, "$share//lamp"),
        ["MQTT5-4.8.2-2"] = t => Subscribe(t, "$share/a"),
        ["MQTT3-4.7.1-2"] = t => Subscribe(t, "lamp#"),
        ["MQTT3-4.7.1-3"] = t => Subscribe(t, "lamp+"),
        ["MQTT5-3.8.3-4"] = t => t.Connected().Client(new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription("$share/a/b", NoLocal: true)] }),
        ["MQTT3-3.14.4-2"] = t => t.Connected().Client(new DisconnectPacket()).Client(new PingReqPacket()),
        ["MQTT5-3.2.2-15"] = t => t.Connected(server: new Properties { MaximumPacketSize = 20 }).Heard().Client(Message with { Payload = new byte[30] }),
        ["MQTT5-3.3.4-7"] = t => t.Connected(server: new Properties { ReceiveMaximum = 1 }).Heard().Client(Once).Client(Once with { PacketId = 10 }),
        ["MQTT5-3.2.2-17"] = t => t.Connected(server: new Properties { TopicAliasMaximum = 1 }).Heard().Client(Message with { Properties = new Properties { TopicAlias = 2 } }),
        ["MQTT5-3.3.2-9"] = t => t.Connected(server: new Properties { TopicAliasMaximum = 1 }).Heard().Client(Message with { Properties = new Properties { TopicAlias = 2 } }),
        ["MQTT5-3.2.2-18"] = t => t.Connected().Heard().Client(Message with { Properties = new Properties { TopicAlias = 1 } }),
        ["MQTT5-3.2.2-11"] = t => t.Connected(server: new Properties { MaximumQoS = 0 }).Heard().Client(Once),
        ["MQTT5-3.2.2-14"] = t => t.Connected(server: new Properties { RetainAvailable = 0 }).Heard().Client(Message with { Retain = true }),
    };

    private static void Subscribe(Talk talk, string filter) =>
        talk.Connected().Client(new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription(filter)] });
}
