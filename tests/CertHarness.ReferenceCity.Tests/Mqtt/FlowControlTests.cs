using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class FlowControlTests : BrokerTests
{
    [Fact]
    public async Task No_more_messages_are_under_way_than_the_client_wants()
    {
        await using var client = await Narrow(2);
        for (var i = 0; i < 5; i++)
            await Publish($"{i}");
        var first = Publishes(await client.Drain());
        Assert.Equal(["0", "1"], first.Select(Text));

        await client.Send(new PubAckPacket { PacketId = first[1].PacketId });
        Assert.Equal("2", Text(await client.Receive<PublishPacket>()));
        await client.Send(new PubAckPacket { PacketId = first[0].PacketId, ReasonCode = ReasonCode.UnspecifiedError });
        Assert.Equal("3", Text(await client.Receive<PublishPacket>()));
        Assert.Empty(await client.Drain());
    }

    [Fact]
    public async Task A_QoS_2_message_is_under_way_until_its_pubcomp()
    {
        await using var client = await Narrow(1, QualityOfService.ExactlyOnce);
        await Publish("a", QualityOfService.ExactlyOnce);
        await Publish("b", QualityOfService.ExactlyOnce);
        var first = Assert.Single(Publishes(await client.Drain()));
        await client.Send(new PubRecPacket { PacketId = first.PacketId });
        await client.Receive<PubRelPacket>();
        Assert.Empty(await client.Drain());
        await client.Send(new PubCompPacket { PacketId = first.PacketId });
        Assert.Equal("b", Text(await client.Receive<PublishPacket>()));
    }

    [Fact]
    public async Task QoS_0_messages_and_answers_do_not_wait()
    {
        await using var client = await Narrow(1);
        await Publish("a");
        await Publish("b");
        await client.Drain();
        await client.Send(new PublishPacket { Topic = "t", Payload = Bytes("now") });
        Assert.Equal("now", Text(await client.Receive<PublishPacket>()));
        Assert.Equal([ReasonCode.Success], await client.Subscribe("other", QualityOfService.AtMostOnce));
    }

    [Fact]
    public async Task A_client_that_begins_too_much_is_disconnected()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        var most = client.ConnAck.Properties.ReceiveMaximum!.Value;
        for (ushort id = 1; id <= most; id++)
        {
            await client.Send(new PublishPacket { Topic = "t", QoS = QualityOfService.ExactlyOnce, PacketId = id });
            await client.Receive<PubRecPacket>();
        }

        await client.Send(new PublishPacket { Topic = "t", QoS = QualityOfService.ExactlyOnce, PacketId = (ushort)(most + 1) });
        await client.ExpectDisconnect(ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public async Task What_is_too_large_for_a_client_counts_as_delivered()
    {
        var small = new ConnectPacket { ClientId = "s", Properties = new() { MaximumPacketSize = 40, ReceiveMaximum = 1 } };
        await using var client = await TestClient.Connect(Broker, small);
        await client.Subscribe("t", QualityOfService.AtLeastOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", new string('x', 100));
        await publisher.Publish("t", "small");
        Assert.Equal("small", Text(await client.Receive<PublishPacket>()));
    }

    [Fact]
    public async Task A_packet_that_is_too_large_is_refused_before_it_has_come()
    {
        await using var client = await TestClient.Connect(Broker, "c");
        await client.SendHex("30FFFFFF7F");
        await client.ExpectDisconnect(ReasonCode.PacketTooLarge);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody()
    {
        await using var narrow = ReferenceBroker.Start(Time, new() { OutputLimit = 200_000 });
        await using var slow = await TestClient.Connect(narrow, "slow");
        await slow.Subscribe("t", QualityOfService.AtMostOnce);
        await using var publisher = await TestClient.Connect(narrow, "p");
        var payload = new string('x', 100_000);
        for (var i = 0; i < 600; i++)
            await publisher.Publish("t", payload);
        Assert.InRange((await slow.Drain()).Count, 1, 599);
    }

    [Fact]
    public async Task A_client_that_reads_late_loses_nothing_at_QoS_1()
    {
        await using var slow = await TestClient.Connect(Broker, "slow");
        await slow.Subscribe("t", QualityOfService.AtLeastOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        var payload = new string('x', 100_000);
        for (var i = 0; i < 300; i++)
            await publisher.Publish("t", payload);
        for (var i = 0; i < 300; i++)
        {
            var packet = await slow.Receive<PublishPacket>();
            await slow.Send(new PubAckPacket { PacketId = packet.PacketId });
        }

        Assert.Empty(await slow.Drain());
    }

    private async Task<TestClient> Narrow(ushort receiveMaximum, QualityOfService qos = QualityOfService.AtLeastOnce)
    {
        var client = await TestClient.Connect(Broker, new ConnectPacket { ClientId = "c", Properties = new() { ReceiveMaximum = receiveMaximum } });
        await client.Subscribe("t", qos);
        return client;
    }

    private async Task Publish(string text, QualityOfService qos = QualityOfService.AtLeastOnce)
    {
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Send(new PublishPacket { Topic = "t", QoS = qos, PacketId = 1, Payload = Bytes(text) });
        Assert.NotNull(await publisher.ReceiveOrEnd());
    }

    private static List<PublishPacket> Publishes(IEnumerable<MqttPacket> packets) => [.. packets.OfType<PublishPacket>()];
}
