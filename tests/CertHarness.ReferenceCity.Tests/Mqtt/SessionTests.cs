using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class SessionTests : BrokerTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_session_keeps_subscriptions_and_messages(MqttVersion version)
    {
        var client = await TestClient.ConnectLasting(Broker, "s", version);
        Assert.False(client.ConnAck.SessionPresent);
        await client.Subscribe("t", QualityOfService.AtLeastOnce);
        await Leave(client);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", "a");
        await publisher.Publish("t", "b");
        await publisher.Send(new PublishPacket { Topic = "t", Payload = Bytes("lost") });
        await publisher.Drain();
        await using var back = await TestClient.ConnectLasting(Broker, "s", version);
        Assert.True(back.ConnAck.SessionPresent);
        Assert.Equal(["a", "b"], await back.DrainPayloads());
        await publisher.Publish("t", "c");
        Assert.Equal(["c"], await back.DrainPayloads());
    }

    [Fact]
    public async Task A_clean_start_forgets_the_session()
    {
        var client = await TestClient.ConnectLasting(Broker, "s");
        await client.Subscribe("t", QualityOfService.AtLeastOnce);
        await Leave(client);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", "a");
        await using var back = await TestClient.Connect(Broker, "s");
        Assert.False(back.ConnAck.SessionPresent);
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await publisher.Publish("t", "b"));
        Assert.Empty(await back.Drain());
    }

    [Fact]
    public async Task A_session_ends_when_its_interval_has_passed()
    {
        await Leave(await TestClient.ConnectLasting(Broker, "s"));
        Time.Advance(TimeSpan.FromSeconds(999));
        var back = await TestClient.ConnectLasting(Broker, "s");
        Assert.True(back.ConnAck.SessionPresent);
        await Leave(back);
        Time.Advance(TimeSpan.FromSeconds(1000));
        await using var late = await TestClient.ConnectLasting(Broker, "s");
        Assert.False(late.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task An_interval_of_years_is_kept()
    {
        var connect = new ConnectPacket { ClientId = "s", CleanStart = false, Properties = new() { SessionExpiryInterval = uint.MaxValue - 1 } };
        await Leave(await TestClient.Connect(Broker, connect));
        Time.Advance(TimeSpan.FromDays(365 * 100));
        await using var back = await TestClient.Connect(Broker, connect);
        Assert.True(back.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task A_disconnect_can_shorten_the_session()
    {
        var client = await TestClient.ConnectLasting(Broker, "s");
        await client.Send(new DisconnectPacket { Properties = new() { SessionExpiryInterval = 0 } });
        await client.ExpectEnd();
        await using var back = await TestClient.ConnectLasting(Broker, "s");
        Assert.False(back.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task A_disconnect_cannot_give_a_session_an_afterlife()
    {
        await using var client = await TestClient.Connect(Broker, "s");
        await client.Send(new DisconnectPacket { Properties = new() { SessionExpiryInterval = 10 } });
        await client.ExpectDisconnect(ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task What_was_not_acknowledged_comes_again_in_order_with_the_same_identifiers()
    {
        var client = await TestClient.ConnectLasting(Broker, "s");
        await client.Subscribe("t");
        await using var publisher = await TestClient.Connect(Broker, "p");
        await PublishTwice(publisher, "1");
        await PublishTwice(publisher, "2");
        var sent = (await client.Drain()).Cast<PublishPacket>().ToList();
        Assert.Equal(4, sent.Count);
        await client.Send(new PubAckPacket { PacketId = sent[0].PacketId });
        await client.Send(new PubRecPacket { PacketId = sent[1].PacketId });
        await client.Receive<PubRelPacket>();
        await Leave(client);

        await using var back = await TestClient.ConnectLasting(Broker, "s");
        var again = await back.Drain();
        Assert.Equal(sent[1].PacketId, Assert.IsType<PubRelPacket>(again[0]).PacketId);
        var messages = again.Skip(1).Cast<PublishPacket>().ToList();
        Assert.Equal(sent[2..].Select(p => (p.PacketId, Text(p))), messages.Select(p => (p.PacketId, Text(p))));
        Assert.All(messages, p => Assert.True(p.Dup));
        await back.Send(new PubCompPacket { PacketId = sent[1].PacketId });
        Assert.Empty(await back.Drain());
    }

    [Fact]
    public async Task What_comes_again_keeps_to_the_new_receive_maximum()
    {
        var client = await TestClient.ConnectLasting(Broker, "s");
        await client.Subscribe("t", QualityOfService.AtLeastOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        foreach (var text in new[] { "a", "b", "c" })
            await publisher.Publish("t", text);
        Assert.Equal(3, (await client.Drain()).Count);
        await Leave(client);
        await using var back = await TestClient.ConnectLasting(Broker, "s", properties: new() { ReceiveMaximum = 1 });
        foreach (var text in new[] { "a", "b", "c" })
            Assert.Equal([text], await back.DrainPayloads());
    }

    [Fact]
    public async Task A_QoS_2_message_begun_before_is_finished_after()
    {
        await using var subscriber = await TestClient.Connect(Broker, "s");
        await subscriber.Subscribe("t", QualityOfService.AtMostOnce);
        var publisher = await TestClient.ConnectLasting(Broker, "p");
        var message = new PublishPacket { Topic = "t", QoS = QualityOfService.ExactlyOnce, PacketId = 5 };
        await publisher.Send(message);
        await publisher.Receive<PubRecPacket>();
        await Leave(publisher);
        await using var back = await TestClient.ConnectLasting(Broker, "p");
        await back.Send(message with { Dup = true });
        await back.Receive<PubRecPacket>();
        await back.Send(new PubRelPacket { PacketId = 5 });
        Assert.Equal(ReasonCode.Success, (await back.Receive<PubCompPacket>()).ReasonCode);
        Assert.Single(await subscriber.Drain());
    }

    [Fact]
    public async Task A_taken_over_session_goes_on()
    {
        await using var older = await TestClient.ConnectLasting(Broker, "s");
        await older.Subscribe("t", QualityOfService.AtLeastOnce);
        await using var newer = await TestClient.ConnectLasting(Broker, "s");
        Assert.True(newer.ConnAck.SessionPresent);
        await older.ExpectDisconnect(ReasonCode.SessionTakenOver);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", "x");
        Assert.Equal(["x"], await newer.DrainPayloads());
    }

    [Fact]
    public async Task Topic_aliases_end_with_the_connection()
    {
        var client = await TestClient.ConnectLasting(Broker, "s");
        await client.Send(new PublishPacket { Topic = "t", Properties = new() { TopicAlias = 1 } });
        await Leave(client);
        await using var back = await TestClient.ConnectLasting(Broker, "s");
        await back.Send(new PublishPacket { Properties = new() { TopicAlias = 1 } });
        await back.ExpectDisconnect(ReasonCode.ProtocolError);
    }

    private static async Task PublishTwice(TestClient publisher, string text)
    {
        await publisher.Publish("t", text);
        await publisher.Send(new PublishPacket { Topic = "t", QoS = QualityOfService.ExactlyOnce, PacketId = 1, Payload = Bytes(text) });
        await publisher.Receive<PubRecPacket>();
        await publisher.Send(new PubRelPacket { PacketId = 1 });
        await publisher.Receive<PubCompPacket>();
    }

    private static async Task Leave(TestClient client)
    {
        await client.Send(new DisconnectPacket());
        await client.ExpectEnd();
        await client.DisposeAsync();
    }
}
