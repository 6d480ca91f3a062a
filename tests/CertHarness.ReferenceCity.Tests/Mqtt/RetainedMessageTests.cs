using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class RetainedMessageTests : BrokerTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_later_subscriber_gets_the_last_retained_message(MqttVersion version)
    {
        await using var publisher = await TestClient.Connect(Broker, "p", version);
        await publisher.Publish("lamp/1", "off", retain: true);
        await publisher.Publish("lamp/1", "on", retain: true);
        await publisher.Publish("lamp/1", "passing");
        await using var subscriber = await TestClient.Connect(Broker, "s", version);
        await subscriber.Subscribe("lamp/+", QualityOfService.AtMostOnce);
        var received = Assert.IsType<PublishPacket>(Assert.Single(await subscriber.Drain()));
        Assert.Equal(("on", true, QualityOfService.AtMostOnce), (Text(received), received.Retain, received.QoS));
    }

    [Fact]
    public async Task An_empty_payload_deletes()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Publish("t", "x", retain: true);
        await client.Publish("t", "", retain: true);
        await client.Subscribe("t");
        Assert.Empty(await client.Drain());
    }

    [Fact]
    public async Task A_retained_message_expires()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Publish("t", "x", retain: true, new() { MessageExpiryInterval = 10 });
        Time.Advance(TimeSpan.FromSeconds(4));
        await client.Subscribe("t", QualityOfService.AtMostOnce);
        Assert.Equal(6u, (await client.Receive<PublishPacket>()).Properties.MessageExpiryInterval);
        Time.Advance(TimeSpan.FromSeconds(6));
        await client.Subscribe("t", QualityOfService.AtMostOnce);
        Assert.Empty(await client.Drain());
    }

    [Theory]
    [InlineData(RetainHandling.Send, 1, 1)]
    [InlineData(RetainHandling.SendIfNew, 1, 0)]
    [InlineData(RetainHandling.DoNotSend, 0, 0)]
    public async Task Retain_handling_decides_what_a_subscription_gets(RetainHandling handling, int first, int second)
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Publish("t", "x", retain: true);
        await client.Subscribe(new TopicSubscription("t", RetainHandling: handling));
        Assert.Equal(first, (await client.Drain()).Count);
        await client.Subscribe(new TopicSubscription("t", RetainHandling: handling));
        Assert.Equal(second, (await client.Drain()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retain_as_published_lets_the_flag_through(bool asPublished)
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Subscribe(new TopicSubscription("t", RetainAsPublished: asPublished));
        await client.Send(new PublishPacket { Topic = "t", Payload = Bytes("x"), Retain = true });
        Assert.Equal(asPublished, (await client.Receive<PublishPacket>()).Retain);
        await client.Send(new PublishPacket { Topic = "t", Payload = Bytes("x") });
        Assert.False((await client.Receive<PublishPacket>()).Retain);
    }

    [Fact]
    public async Task A_share_gets_no_retained_messages()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.Publish("t", "x", retain: true);
        await client.Subscribe("$share/team/t", QualityOfService.AtMostOnce);
        Assert.Empty(await client.Drain());
    }
}
