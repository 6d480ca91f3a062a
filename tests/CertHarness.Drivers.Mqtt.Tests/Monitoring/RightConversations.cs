using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Tests.Monitoring;

/// <summary>Conversations in which both sides keep to the standard; together they have a packet for every monitor.</summary>
internal static class RightConversations
{
    private static readonly UserProperty Note = new("note", "ü");

    public static IEnumerable<Talk> All(Role sut) =>
        Enum.GetValues<MqttVersion>().SelectMany(version => Plain(version, sut)).Concat([Shared(sut), Limited(sut), Frugal(sut), Authenticated(sut), Nameless(sut), Refused(MqttVersion.V311, sut), Refused(MqttVersion.V5, sut)]);

    private static IEnumerable<Talk> Plain(MqttVersion version, Role sut)
    {
        var talk = Messages(new Talk(version, sut).Connected().Subscribed(), version)
            .Client(new UnsubscribePacket { PacketId = 2, Filters = ["#", "x"] })
            .Server(new UnsubAckPacket { PacketId = 2, ReasonCodes = [ReasonCode.Success, ReasonCode.NoSubscriptionExisted] })
            .Client(new PingReqPacket())
            .Server(new PingRespPacket());
        yield return version == MqttVersion.V5 && sut == Role.Server
            ? talk.Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy })
            : talk.Client(new DisconnectPacket());

        // A client without a name wants no session.
        yield return new Talk(version, sut)
            .Client(new ConnectPacket { ClientId = "" })
            .Server(new ConnAckPacket { Properties = new Properties { AssignedClientIdentifier = "a1" } });
    }

    // Both ways, at every QoS, the QoS 2 ones released and completed, an identifier used again once it is free.
    private static Talk Messages(Talk talk, MqttVersion version)
    {
        var properties = version == MqttVersion.V5 ? new Properties { ResponseTopic = "answers", ContentType = "text/plain" } : Properties.None;
        var message = new PublishPacket { Topic = "lamp/1", Properties = properties };
        var (once, exactly) = (message with { QoS = QualityOfService.AtLeastOnce, PacketId = 10 }, message with { QoS = QualityOfService.ExactlyOnce, PacketId = 11 });
        foreach (var round in new[] { "a"u8.ToArray(), "b"u8.ToArray() })
        {
            talk.Client(message with { Payload = round })
                .Client(once with { Payload = round }).Server(new PubAckPacket { PacketId = 10 })
                .Client(exactly with { Payload = round }).Server(new PubRecPacket { PacketId = 11 })
                .Client(new PubRelPacket { PacketId = 11 }).Server(new PubCompPacket { PacketId = 11 })
                .Server(message with { Payload = round })
                .Server(once with { Payload = round }).Client(new PubAckPacket { PacketId = 10 })
                .Server(exactly with { Payload = round }).Client(new PubRecPacket { PacketId = 11 })
                .Server(new PubRelPacket { PacketId = 11 }).Client(new PubCompPacket { PacketId = 11 });
        }

        return talk;
    }

    private static Talk Shared(Role sut) => new Talk(MqttVersion.V5, sut).Connected()
        .Client(new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription("$share/lamps/lamp/+/state"), new TopicSubscription("$share/lamps/#")] })
        .Server(new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success, ReasonCode.Success] });

    private static Talk Limited(Role sut)
    {
        var limits = new Properties { MaximumPacketSize = 60, ReceiveMaximum = 2, TopicAliasMaximum = 3, RequestProblemInformation = 1 };
        var said = new Properties { ReasonString = "ok", UserProperties = [Note] };
        var alias = new PublishPacket { Topic = "a", Properties = new Properties { TopicAlias = 3 } };
        var talk = new Talk(MqttVersion.V5, sut)
            .Connected(limits, said with { MaximumPacketSize = 60, ReceiveMaximum = 2, TopicAliasMaximum = 3, MaximumQoS = 1, RetainAvailable = 0 })
            .Heard()
            .Subscribed(QualityOfService.AtLeastOnce, "#", identifier: 5)
            .Client(alias).Client(alias with { Topic = "" })
            .Server(alias with { Properties = new Properties { TopicAlias = 3, SubscriptionIdentifiers = [5] } })
            .Server(alias with { Topic = "", Properties = new Properties { TopicAlias = 3, SubscriptionIdentifiers = [5] } });
        foreach (ushort id in new ushort[] { 21, 22, 23 })
        {
            var message = new PublishPacket { Topic = "a", QoS = QualityOfService.AtLeastOnce, PacketId = id, Payload = new byte[] { (byte)id } };
            talk.Client(message).Server(new PubAckPacket { PacketId = id, Properties = said })
                .Server(message with { Properties = new Properties { SubscriptionIdentifiers = [5] } }).Client(new PubAckPacket { PacketId = id, Properties = said });
        }

        if (sut == Role.Client)
            return talk.Client(new DisconnectPacket { Properties = said });

        return talk
            .Client(new UnsubscribePacket { PacketId = 2, Filters = ["#"] })
            .Server(new UnsubAckPacket { PacketId = 2, ReasonCodes = [ReasonCode.Success], Properties = said })
            .Server(new DisconnectPacket { ReasonCode = ReasonCode.ServerBusy, Properties = said });
    }

    // QoS 2 with limits, and no explanations wanted.
    private static Talk Frugal(Role sut) => Messages(
        new Talk(MqttVersion.V5, sut)
            .Connected(
                new Properties { MaximumPacketSize = 60, ReceiveMaximum = 2, RequestProblemInformation = 0 },
                new Properties { MaximumPacketSize = 60, ReceiveMaximum = 2 })
            .Subscribed(),
        MqttVersion.V5)
        .Client(new DisconnectPacket());

    private static Talk Authenticated(Role sut)
    {
        var method = new Properties { AuthenticationMethod = "m" };
        var step = new AuthPacket { ReasonCode = ReasonCode.ContinueAuthentication, Properties = method };
        return new Talk(MqttVersion.V5, sut)
            .Client(new ConnectPacket { ClientId = "lamp", Properties = method with { MaximumPacketSize = 60 } })
            .Server(step)
            .Client(step)
            .Server(new ConnAckPacket { Properties = method with { MaximumPacketSize = 60 } })
            .Heard()
            .Client(step with { ReasonCode = ReasonCode.ReAuthenticate })
            .Server(step with { ReasonCode = ReasonCode.Success });
    }

    private static Talk Nameless(Role sut) => new Talk(MqttVersion.V5, sut)
        .Client(new ConnectPacket { CleanStart = false, Properties = new Properties { RequestResponseInformation = 1 } })
        .Server(new ConnAckPacket { Properties = new Properties { AssignedClientIdentifier = "a2", ResponseInformation = "answers" } });

    private static Talk Refused(MqttVersion version, Role sut) => new Talk(version, sut)
        .Client(new ConnectPacket { ClientId = "lamp", CleanStart = false })
        .Server(new ConnAckPacket { ReasonCode = ReasonCode.NotAuthorized });
}
