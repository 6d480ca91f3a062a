using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class PublishingTests : BrokerTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 0, 0)]
    public async Task A_message_is_delivered_at_the_lower_of_both_levels(int published, int granted, int delivered)
    {
        await using var subscriber = await TestClient.Connect(Broker, "s");
        Assert.Equal([(ReasonCode)granted], await subscriber.Subscribe("t", (QualityOfService)granted));
        await using var publisher = await TestClient.Connect(Broker, "p", MqttVersion.V311);
        await publisher.Send(new PublishPacket { Topic = "t", QoS = (QualityOfService)published, PacketId = published == 0 ? (ushort)0 : (ushort)9 });
        var received = await subscriber.Receive<PublishPacket>();
        Assert.Equal((delivered, false, delivered > 0), ((int)received.QoS, received.Dup, received.PacketId > 0));
    }

    [Fact]
    public async Task A_repeated_QoS_2_message_is_delivered_once()
    {
        await using var subscriber = await TestClient.Connect(Broker, "s");
        await subscriber.Subscribe("t", QualityOfService.AtMostOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        var message = new PublishPacket { Topic = "t", QoS = QualityOfService.ExactlyOnce, PacketId = 7 };
        await publisher.Send(message);
        await publisher.Receive<PubRecPacket>();
        await publisher.Send(message with { Dup = true });
        await publisher.Receive<PubRecPacket>();
        await publisher.Send(new PubRelPacket { PacketId = 7 });
        Assert.Equal(ReasonCode.Success, (await publisher.Receive<PubCompPacket>()).ReasonCode);
        await publisher.Send(new PubRelPacket { PacketId = 7 });
        Assert.Equal(ReasonCode.PacketIdentifierNotFound, (await publisher.Receive<PubCompPacket>()).ReasonCode);
        Assert.Single(await subscriber.Drain());
        await publisher.Send(message);
        await publisher.Receive<PubRecPacket>();
        Assert.Single(await subscriber.Drain());
    }

    [Fact]
    public async Task A_repeated_QoS_1_message_is_a_new_one()
    {
        await using var subscriber = await TestClient.Connect(Broker, "s");
        await subscriber.Subscribe("t", QualityOfService.AtMostOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        var message = new PublishPacket { Topic = "t", QoS = QualityOfService.AtLeastOnce, PacketId = 7 };
        await publisher.Send(message);
        await publisher.Receive<PubAckPacket>();
        await publisher.Send(message with { Dup = true });
        await publisher.Receive<PubAckPacket>();
        var received = await subscriber.Drain();
        Assert.Equal(2, received.Count);
        Assert.All(received, p => Assert.False(Assert.IsType<PublishPacket>(p).Dup));
    }

    [Fact]
    public async Task A_publisher_learns_that_nobody_listens()
    {
        await using var publisher = await TestClient.Connect(Broker, "p");
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await publisher.Publish("t", "x"));
        await publisher.Subscribe("t", QualityOfService.AtMostOnce);
        await publisher.Send(new PublishPacket { Topic = "t", QoS = QualityOfService.AtLeastOnce, PacketId = 1 });
        Assert.Contains(await publisher.Drain(), p => p is PubAckPacket { ReasonCode: ReasonCode.Success });
    }

    [Fact]
    public async Task Properties_arrive_unaltered_and_in_order()
    {
        await using var subscriber = await TestClient.Connect(Broker, "s");
        await subscriber.Subscribe("t");
        await using var publisher = await TestClient.Connect(Broker, "p");
        var sent = new Properties
        {
            PayloadFormatIndicator = 1,
            ContentType = "text/plain",
            ResponseTopic = "answers",
            CorrelationData = new byte[] { 0, 255 },
            UserProperties = [new("b", "1"), new("a", "2"), new("b", "1")],
        };
        await publisher.Publish("t", "ü", properties: sent);
        var received = (await subscriber.Receive<PublishPacket>()).Properties;
        Assert.Equal((sent.PayloadFormatIndicator, sent.ContentType, sent.ResponseTopic), (received.PayloadFormatIndicator, received.ContentType, received.ResponseTopic));
        Assert.Equal([0, 255], received.CorrelationData!.Value.ToArray());
        Assert.Equal(sent.UserProperties, received.UserProperties);
    }

    [Fact]
    public async Task A_message_waits_no_longer_than_its_expiry_interval()
    {
        var away = await TestClient.ConnectLasting(Broker, "s");
        await away.Subscribe("t", QualityOfService.AtLeastOnce);
        await away.Send(new DisconnectPacket());
        await away.ExpectEnd();
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", "short", properties: new() { MessageExpiryInterval = 5 });
        await publisher.Publish("t", "long", properties: new() { MessageExpiryInterval = 30 });
        Time.Advance(TimeSpan.FromSeconds(10));
        await using var back = await TestClient.ConnectLasting(Broker, "s");
        var received = await back.Receive<PublishPacket>();
        Assert.Equal(("long", 20u), (Text(received), received.Properties.MessageExpiryInterval));
        Assert.Empty(await back.Drain());
    }

    [Fact]
    public async Task A_topic_alias_stands_for_its_topic()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Subscribe("lamp/+", QualityOfService.AtMostOnce);
        await client.Send(new PublishPacket { Topic = "lamp/1", Properties = new() { TopicAlias = 3 } });
        await client.Send(new PublishPacket { Properties = new() { TopicAlias = 3 } });
        await client.Send(new PublishPacket { Topic = "lamp/2", Properties = new() { TopicAlias = 3 } });
        await client.Send(new PublishPacket { Properties = new() { TopicAlias = 3 } });
        var topics = (await client.Drain()).Cast<PublishPacket>().Select(p => p.Topic);
        Assert.Equal(["lamp/1", "lamp/1", "lamp/2", "lamp/2"], topics);
    }

    [Theory]
    [InlineData("", (ushort)1, ReasonCode.ProtocolError)]
    [InlineData("t", (ushort)11, ReasonCode.TopicAliasInvalid)]
    [InlineData("t", (ushort)0, ReasonCode.TopicAliasInvalid)]
    [InlineData("", null, ReasonCode.ProtocolError)]
    [InlineData("a/+", null, ReasonCode.MalformedPacket)]
    public async Task A_topic_that_is_wrong_ends_the_connection(string topic, ushort? alias, ReasonCode code)
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Send(new PublishPacket { Topic = topic, Properties = new() { TopicAlias = alias } });
        await client.ExpectDisconnect(code);
    }

    [Fact]
    public async Task The_broker_uses_the_aliases_that_a_client_allows()
    {
        var allows = new ConnectPacket { ClientId = "c", Properties = new() { TopicAliasMaximum = 1 } };
        await using var client = await TestClient.Connect(Broker, allows);
        await client.Subscribe("#", QualityOfService.AtMostOnce);
        foreach (var topic in new[] { "a", "b", "a" })
            await client.Send(new PublishPacket { Topic = topic });
        var received = (await client.Drain()).Cast<PublishPacket>().Select(p => (p.Topic, p.Properties.TopicAlias));
        Assert.Equal([("a", (ushort)1), ("b", null), ("", (ushort?)1)], received);
    }

    [Fact]
    public async Task A_payload_that_is_not_what_it_says_is_refused()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        var message = new PublishPacket { Topic = "t", Payload = new byte[] { 0xFF }, Properties = new() { PayloadFormatIndicator = 1 } };
        await client.Send(message with { QoS = QualityOfService.AtLeastOnce, PacketId = 1 });
        Assert.Equal(ReasonCode.PayloadFormatInvalid, (await client.Receive<PubAckPacket>()).ReasonCode);
        await client.Send(message with { QoS = QualityOfService.ExactlyOnce, PacketId = 1 });
        Assert.Equal(ReasonCode.PayloadFormatInvalid, (await client.Receive<PubRecPacket>()).ReasonCode);
        await client.Send(message);
        await client.ExpectDisconnect(ReasonCode.PayloadFormatInvalid);
    }

    [Fact]
    public async Task Clients_do_not_publish_to_the_brokers_own_topics()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        Assert.Equal(ReasonCode.NotAuthorized, await client.Publish("$SYS/broker/version", "mine", retain: true));
        await client.Subscribe("$SYS/#", QualityOfService.AtMostOnce);
        Assert.DoesNotContain("mine", await Rest(client));
    }

    [Theory]
    [InlineData("2003000000")]
    [InlineData("D000")]
    [InlineData("900400010000")]
    [InlineData("F000")]
    public async Task What_only_brokers_send_is_a_protocol_error(string hex)
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.SendHex(hex);
        await client.ExpectDisconnect(ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task Messages_keep_their_order()
    {
        await using var subscriber = await TestClient.Connect(Broker, "s");
        await subscriber.Subscribe("t", QualityOfService.AtLeastOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        for (var i = 0; i < 100; i++)
            await publisher.Publish("t", $"{i}");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), await subscriber.DrainPayloads());
    }

    private static async Task<List<string>> Rest(TestClient client) =>
        [.. (await client.Drain()).OfType<PublishPacket>().Select(Text)];
}
