using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class ConnectingTests : BrokerTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Nothing_is_answered_before_a_connect(MqttVersion version)
    {
        await using var client = await TestClient.Open(Broker, version);
        await client.Send(new PingReqPacket());
        await client.ExpectEnd();
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_closed()
    {
        await using var client = await TestClient.Open(Broker);
        await using var acceptedLater = await TestClient.Connect(Broker, "later");
        Time.Advance(TimeSpan.FromSeconds(30));
        await client.ExpectEnd();
        Assert.Empty(await acceptedLater.Drain());
    }

    [Fact]
    public async Task A_second_connect_is_a_protocol_error()
    {
        await using var client = await TestClient.Connect(Broker, "a");
        await client.Send(new ConnectPacket { ClientId = "a" });
        await client.ExpectDisconnect(ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData("100D00044D51545403020000000161")]
    [InlineData("100D00044D51545463020000000161")]
    public async Task An_unknown_protocol_level_gets_return_code_1(string hex)
    {
        await using var client = await TestClient.Open(Broker, MqttVersion.V311);
        await client.SendHex(hex);
        Assert.Equal(ConnectReturnCode.UnacceptableProtocolVersion, (await client.Receive<ConnAckPacket>()).ReturnCode);
        await client.ExpectEnd();
    }

    [Fact]
    public async Task Another_protocol_is_not_answered()
    {
        await using var client = await TestClient.Open(Broker, MqttVersion.V311);
        await client.SendHex("100D00044D51545804020000000161");
        await client.ExpectEnd();
    }

    [Fact]
    public async Task A_malformed_connect_is_refused_with_its_code_in_version_5()
    {
        await using var client = await TestClient.Open(Broker);
        await client.SendHex("100E00044D51545405010000000001 61");
        Assert.Equal(ReasonCode.MalformedPacket, (await client.Receive<ConnAckPacket>()).ReasonCode);
        await client.ExpectEnd();
    }

    [Fact]
    public async Task A_malformed_connect_is_not_answered_in_version_3()
    {
        await using var client = await TestClient.Open(Broker, MqttVersion.V311);
        await client.SendHex("100D00044D51545404010000000161");
        await client.ExpectEnd();
    }

    [Fact]
    public async Task What_follows_a_refused_connect_is_not_processed()
    {
        await using var witness = await TestClient.Connect(Broker, "witness");
        await witness.Subscribe("#");
        await using var client = await TestClient.Open(Broker);
        var connect = new ConnectPacket { ClientId = "a", Properties = new() { AuthenticationMethod = "none" } };
        var publish = new PublishPacket { Topic = "t", Payload = Bytes("no") };
        await client.SendBytes([
            .. Drivers.Mqtt.Wire.PacketEncoder.Encode(connect, MqttVersion.V5),
            .. Drivers.Mqtt.Wire.PacketEncoder.Encode(publish, MqttVersion.V5)]);
        Assert.Equal(ReasonCode.BadAuthenticationMethod, (await client.Receive<ConnAckPacket>()).ReasonCode);
        await client.ExpectEnd();
        Assert.Empty(await witness.Drain());
    }

    [Fact]
    public async Task An_empty_client_identifier_is_replaced_by_a_unique_one()
    {
        await using var first = await TestClient.Connect(Broker, "");
        await using var second = await TestClient.Connect(Broker, "");
        Assert.NotEmpty(first.ConnAck.Properties.AssignedClientIdentifier!);
        Assert.NotEqual(first.ConnAck.Properties.AssignedClientIdentifier, second.ConnAck.Properties.AssignedClientIdentifier);
        Assert.Empty(await first.Drain());
    }

    [Fact]
    public async Task Version_3_needs_an_identifier_for_a_session_that_lasts()
    {
        await using var client = await TestClient.Open(Broker, MqttVersion.V311);
        await client.Send(new ConnectPacket { CleanStart = false });
        Assert.Equal(ConnectReturnCode.IdentifierRejected, (await client.Receive<ConnAckPacket>()).ReturnCode);
        await client.ExpectEnd();
        await using var clean = await TestClient.Connect(Broker, "", MqttVersion.V311);
    }

    [Fact]
    public async Task A_new_connection_takes_over()
    {
        await using var older = await TestClient.Connect(Broker, "a");
        await using var newer = await TestClient.Connect(Broker, "a");
        await older.ExpectDisconnect(ReasonCode.SessionTakenOver);
        Assert.Empty(await newer.Drain());
    }

    [Fact]
    public async Task A_will_to_a_wildcard_is_refused()
    {
        await using var client = await TestClient.Open(Broker);
        await client.Send(new ConnectPacket { ClientId = "a", Will = new() { Topic = "a/#" } });
        Assert.Equal(ReasonCode.TopicNameInvalid, (await client.Receive<ConnAckPacket>()).ReasonCode);
        await client.ExpectEnd();
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Silence_for_one_and_a_half_times_the_keep_alive_ends_the_connection(MqttVersion version)
    {
        await using var client = await TestClient.Connect(Broker, new ConnectPacket { ClientId = "a", KeepAlive = 10 }, version);
        Time.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(await client.Drain());
        Time.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(await client.Drain());
        Time.Advance(TimeSpan.FromSeconds(16));
        if (version == MqttVersion.V5)
            await client.ExpectDisconnect(ReasonCode.KeepAliveTimeout);
        else
            await client.ExpectEnd();
    }

    [Fact]
    public async Task No_keep_alive_means_no_limit()
    {
        await using var client = await TestClient.Connect(Broker, "a");
        Time.Advance(TimeSpan.FromDays(100));
        Assert.Empty(await client.Drain());
    }

    [Fact]
    public async Task Reason_strings_come_only_to_who_wants_them()
    {
        await using var wants = await TestClient.Connect(Broker, "a");
        await wants.Send(new AuthPacket());
        Assert.NotNull((await wants.Receive<DisconnectPacket>()).Properties.ReasonString);
        var declines = new ConnectPacket { ClientId = "b", Properties = new() { RequestProblemInformation = 0 } };
        await using var other = await TestClient.Connect(Broker, declines);
        await other.Send(new AuthPacket());
        Assert.Null((await other.Receive<DisconnectPacket>()).Properties.ReasonString);
    }

    [Fact]
    public async Task Clients_are_told_that_the_broker_stops()
    {
        await using var client = await TestClient.Connect(Broker, "a");
        var stopping = Broker.DisposeAsync();
        await client.ExpectDisconnect(ReasonCode.ServerShuttingDown);
        await stopping;
    }
}
