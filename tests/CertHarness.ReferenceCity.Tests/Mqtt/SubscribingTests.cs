using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class SubscribingTests : BrokerTests
{
    [Fact]
    public async Task Overlapping_subscriptions_give_one_message_with_all_identifiers()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await SubscribeAs(client, 1, new TopicSubscription("a/#", QualityOfService.AtMostOnce));
        await SubscribeAs(client, 2, new TopicSubscription("a/+", QualityOfService.AtLeastOnce));
        await SubscribeAs(client, null, new TopicSubscription("#", QualityOfService.AtMostOnce));
        await SubscribeAs(client, 3, new TopicSubscription("b", QualityOfService.ExactlyOnce));
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("a/1", "x");
        var received = Assert.IsType<PublishPacket>(Assert.Single(await client.Drain()));
        Assert.Equal(QualityOfService.AtLeastOnce, received.QoS);
        Assert.Equal([1u, 2u], received.Properties.SubscriptionIdentifiers.Order());
    }

    [Fact]
    public async Task A_subscription_is_replaced_by_one_with_the_same_filter()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await SubscribeAs(client, 1, new TopicSubscription("t", QualityOfService.ExactlyOnce));
        await SubscribeAs(client, null, new TopicSubscription("t", QualityOfService.AtMostOnce));
        await client.Send(new PublishPacket { Topic = "t" });
        var received = Assert.IsType<PublishPacket>(Assert.Single(await client.Drain()));
        Assert.Equal(QualityOfService.AtMostOnce, received.QoS);
        Assert.Empty(received.Properties.SubscriptionIdentifiers);
    }

    [Fact]
    public async Task No_local_leaves_own_messages_out()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Subscribe(new TopicSubscription("t", NoLocal: true));
        await client.Send(new PublishPacket { Topic = "t" });
        Assert.Empty(await client.Drain());
        await using var other = await TestClient.Connect(Broker, "other");
        await other.Publish("t", "x");
        Assert.Equal(["x"], await client.DrainPayloads());
    }

    [Fact]
    public async Task Wildcards_do_not_match_topics_of_the_broker()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Subscribe("#", QualityOfService.AtMostOnce);
        await client.Subscribe("+/broker/version", QualityOfService.AtMostOnce);
        Assert.Empty(await client.Drain());
        await client.Subscribe("$SYS/#", QualityOfService.AtMostOnce);
        Assert.Single(await client.Drain());
    }

    [Fact]
    public async Task Unsubscribing_answers_for_each_filter()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Subscribe("a/#", QualityOfService.AtMostOnce);
        await client.Send(new UnsubscribePacket { PacketId = 4, Filters = ["a/+", "a/#"] });
        var ack = await client.Receive<UnsubAckPacket>();
        Assert.Equal((ushort)4, ack.PacketId);
        Assert.Equal([ReasonCode.NoSubscriptionExisted, ReasonCode.Success], ack.ReasonCodes);
        await client.Send(new PublishPacket { Topic = "a/b" });
        Assert.Empty(await client.Drain());
    }

    [Fact]
    public async Task Version_3_is_answered_without_reason_codes()
    {
        await using var client = await TestClient.Connect(Broker, "c", MqttVersion.V311);
        await client.Send(new UnsubscribePacket { PacketId = 4, Filters = ["a"] });
        Assert.Empty((await client.Receive<UnsubAckPacket>()).ReasonCodes);
    }

    [Theory]
    [InlineData("a#")]
    [InlineData("a/#/b")]
    [InlineData("$share//a")]
    public async Task A_filter_that_is_wrong_ends_the_connection(string filter)
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Send(new SubscribePacket { PacketId = 1, Subscriptions = [new(filter)] });
        await client.ExpectDisconnect(ReasonCode.MalformedPacket);
    }

    [Fact]
    public async Task No_local_on_a_share_is_a_protocol_error()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Send(new SubscribePacket { PacketId = 1, Subscriptions = [new("$share/team/a", NoLocal: true)] });
        await client.ExpectDisconnect(ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task A_share_gets_each_message_once_and_takes_turns()
    {
        await using var one = await TestClient.Connect(Broker, "one");
        await using var two = await TestClient.Connect(Broker, "two");
        await using var alone = await TestClient.Connect(Broker, "alone");
        await one.Subscribe("$share/team/t/#", QualityOfService.AtMostOnce);
        await two.Subscribe("$share/team/t/#", QualityOfService.AtMostOnce);
        await alone.Subscribe("$share/other/t/#", QualityOfService.AtMostOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        for (var i = 0; i < 10; i++)
            await publisher.Publish("t/1", $"{i}");
        var (first, second) = (await one.DrainPayloads(), await two.DrainPayloads());
        Assert.Equal((5, 5), (first.Count, second.Count));
        Assert.Equal(10, first.Union(second).Count());
        Assert.Equal(10, (await alone.DrainPayloads()).Count);
    }

    [Fact]
    public async Task A_share_prefers_who_is_there()
    {
        var away = await TestClient.ConnectLasting(Broker, "away");
        await away.Subscribe("$share/team/t", QualityOfService.AtLeastOnce);
        await away.Send(new DisconnectPacket());
        await away.ExpectEnd();
        await using var there = await TestClient.Connect(Broker, "there");
        await there.Subscribe("$share/team/t", QualityOfService.AtLeastOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", "a");
        await publisher.Publish("t", "b");
        Assert.Equal(["a", "b"], await there.DrainPayloads());
        await there.Send(new UnsubscribePacket { PacketId = 1, Filters = ["$share/team/t"] });
        await there.Receive<UnsubAckPacket>();
        await publisher.Publish("t", "c");
        await using var back = await TestClient.ConnectLasting(Broker, "away");
        Assert.Equal(["c"], await back.DrainPayloads());
    }

    [Fact]
    public async Task In_version_3_a_share_is_a_topic_like_any_other()
    {
        await using var client = await TestClient.Connect(Broker, "c", MqttVersion.V311);
        await client.Subscribe("$share/team/t", QualityOfService.AtMostOnce);
        await client.Send(new PublishPacket { Topic = "t" });
        Assert.Empty(await client.Drain());
        await client.Send(new PublishPacket { Topic = "$share/team/t" });
        Assert.Single(await client.Drain());
    }

    private static async Task SubscribeAs(TestClient client, uint? identifier, TopicSubscription subscription)
    {
        await client.Send(new SubscribePacket
        {
            PacketId = 1,
            Subscriptions = [subscription],
            Properties = new() { SubscriptionIdentifiers = identifier is { } id ? [id] : [] },
        });
        await client.Receive<SubAckPacket>();
    }
}
