using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class WillTests : BrokerTests
{
    private static readonly Will Gone = new() { Topic = "will", Payload = Bytes("gone"), QoS = QualityOfService.AtLeastOnce };

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_connection_that_breaks_publishes_the_will_once(MqttVersion version)
    {
        await using var witness = await Witness();
        await using var client = await Mortal(version: version);
        await Vanish(client, witness);
        await using var again = await TestClient.Connect(Broker, "mortal", version);
        Assert.Empty(await witness.Drain());
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_normal_disconnect_discards_the_will(MqttVersion version)
    {
        await using var witness = await Witness();
        await using var client = await Mortal(version: version);
        await client.Send(new DisconnectPacket());
        await client.ExpectEnd();
        Assert.Empty(await witness.Drain());
    }

    [Theory]
    [InlineData(ReasonCode.DisconnectWithWillMessage)]
    [InlineData(ReasonCode.UnspecifiedError)]
    public async Task Another_disconnect_publishes_it(ReasonCode code)
    {
        await using var witness = await Witness();
        await using var client = await Mortal();
        await client.Send(new DisconnectPacket { ReasonCode = code });
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
    }

    [Fact]
    public async Task A_protocol_error_a_takeover_and_silence_publish_it()
    {
        await using var witness = await Witness();
        await using var wrong = await Mortal();
        await wrong.Send(new ConnectPacket());
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
        await using var older = await Mortal();
        await using var newer = await Mortal(keepAlive: 10);
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
    }

    [Fact]
    public async Task A_will_can_be_retained_and_carries_its_properties()
    {
        await using var witness = await Witness();
        await using var client = await Mortal(Gone with { Retain = true, Properties = new() { ContentType = "text/plain" } });
        await Vanish(client, witness);
        await using var late = await TestClient.Connect(Broker, "late");
        await late.Subscribe("will", QualityOfService.AtMostOnce);
        var retained = await late.Receive<PublishPacket>();
        Assert.Equal((true, "text/plain"), (retained.Retain, retained.Properties.ContentType));
    }

    [Fact]
    public async Task A_will_waits_for_its_delay()
    {
        await using var witness = await Witness();
        await Leave(await Mortal(Delayed(10), sessionExpiry: 100));
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await witness.Drain());
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
    }

    [Fact]
    public async Task Who_is_back_in_time_leaves_no_will()
    {
        await using var witness = await Witness();
        await Leave(await Mortal(Delayed(10), sessionExpiry: 100));
        Time.Advance(TimeSpan.FromSeconds(9));
        await using var back = await TestClient.ConnectLasting(Broker, "mortal");
        Assert.True(back.ConnAck.SessionPresent);
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await witness.Drain());
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_delay()
    {
        await using var witness = await Witness();
        await Leave(await Mortal(Delayed(100), sessionExpiry: 10));
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
        await Leave(await Mortal(Delayed(100), sessionExpiry: 200));
        Assert.Empty(await witness.Drain());
        await using var clean = await TestClient.Connect(Broker, "mortal");
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
    }

    private static Will Delayed(uint seconds) => Gone with { Properties = new() { WillDelayInterval = seconds } };

    private async Task<TestClient> Witness()
    {
        var witness = await TestClient.Connect(Broker, "witness");
        await witness.Subscribe("will", QualityOfService.AtMostOnce);
        return witness;
    }

    private Task<TestClient> Mortal(Will? will = null, MqttVersion version = MqttVersion.V5, uint? sessionExpiry = null, ushort keepAlive = 0) =>
        TestClient.Connect(
            Broker,
            new ConnectPacket
            {
                ClientId = "mortal",
                Will = will ?? Gone,
                KeepAlive = keepAlive,
                Properties = new() { SessionExpiryInterval = sessionExpiry },
            },
            version);

    /// <summary>Leaves as if the network had failed, and lets the broker say that it has noticed.</summary>
    private static async Task Leave(TestClient client)
    {
        await client.Send(new DisconnectPacket { ReasonCode = ReasonCode.DisconnectWithWillMessage });
        await client.ExpectEnd();
        await client.DisposeAsync();
    }
}
