using CertHarness.Drivers.Mqtt.Mutants;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;
using CsCheck;
using static CertHarness.Drivers.Mqtt.Tests.Mutants.Wiretap;

namespace CertHarness.Drivers.Mqtt.Tests.Mutants;

public sealed class PacketMutationTests
{
    private static readonly ConnectPacket Connect = new() { ClientId = "lamp", ProtocolLevel = 5 };
    private static readonly Change Nothing = (_, _) => false;

    [Fact]
    public void Any_bytes_pass_as_they_are_however_they_are_cut() => Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 20]).Sample((bytes, size) =>
    {
        var tap = new Wiretap(Nothing);
        var begun = Encoded(Connect, new PingReqPacket());
        foreach (var chunk in begun.Concat(bytes).Chunk(size))
            tap.ClientAsync(chunk).GetAwaiter().GetResult();

        // What has no end yet may be the beginning of a packet.
        Assert.Equal([.. begun, .. bytes], [.. tap.AtServer, .. begun.Concat(bytes).Skip(tap.AtServer.Length)]);
        Assert.True(tap.AtServer.Length >= begun.Length);
    });

    [Fact]
    public async Task A_malformed_packet_passes_as_it_is()
    {
        var tap = new Wiretap(Changes.Takes(_ => null));
        byte[] atQoS3 = [0x36, 5, 0, 1, (byte)'a', 0, 7];

        await tap.ClientAsync(atQoS3);

        Assert.Equal(atQoS3, tap.AtServer);
    }

    [Fact]
    public async Task A_length_that_none_can_be_passes_with_all_that_follows()
    {
        var tap = new Wiretap(Changes.ToServer<PingReqPacket>(_ => null));

        await tap.ClientAsync([0xC0, 0x80, 0x80, 0x80, 0x80, 0x01, 0xC0, 0x00]);

        Assert.Equal([0xC0, 0x80, 0x80, 0x80, 0x80, 0x01, 0xC0, 0x00], tap.AtServer);
    }

    [Fact]
    public async Task A_packet_is_altered_wherever_it_stands_among_others()
    {
        var tap = new Wiretap(Changes.FromServer<PubAckPacket>(p => p with { PacketId = 9 }));

        await tap.ServerAsync(new PingRespPacket(), new PubAckPacket { PacketId = 1 }, new PingRespPacket());

        Assert.Equal(Encoded(new PingRespPacket(), new PubAckPacket { PacketId = 9 }, new PingRespPacket()), tap.AtClient);
    }

    [Fact]
    public async Task The_client_decides_about_the_version()
    {
        var tap = new Wiretap(Changes.Answers<SubscribePacket>((s, _) => new SubAckPacket { PacketId = s.PacketId, ReasonCodes = [ReasonCode.Success] }));
        var connect = Connect with { ProtocolLevel = 4 };
        var subscribe = new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription("a")] };

        await tap.ClientAsync([.. PacketEncoder.Encode(connect, MqttVersion.V311), .. PacketEncoder.Encode(subscribe, MqttVersion.V311)]);

        Assert.Equal([0x90, 3, 0, 1, 0], tap.AtClient);
    }

    [Fact]
    public async Task What_is_answered_in_the_servers_stead_does_not_reach_it()
    {
        var tap = new Wiretap(Changes.Answers<PingReqPacket>((_, _) => new PingRespPacket()));

        await tap.ClientAsync(Connect, new PingReqPacket());

        Assert.Equal(Encoded(Connect), tap.AtServer);
        Assert.Equal(Encoded(new PingRespPacket()), tap.AtClient);
    }

    [Fact]
    public async Task An_end_is_passed_on()
    {
        var tap = new Wiretap(Nothing);

        await tap.EndAsync(Side.Sut);
        await tap.EndAsync(Side.Harness);

        Assert.Equal([Side.Harness, Side.Sut], tap.Finished);
    }

    [Fact]
    public async Task A_connection_that_is_to_stay_open_is_not_ended_by_the_server()
    {
        var tap = new Wiretap(Changes.StaysOpen(_ => true));

        await tap.EndAsync(Side.Sut);

        Assert.Empty(tap.Finished);
    }

    [Fact]
    public async Task A_message_is_overtaken_by_the_next()
    {
        var tap = new Wiretap(Changes.Overtakes<PublishPacket>(m => m.Text() == "2"));

        await tap.ServerAsync([.. "1234".Select(c => new PublishPacket { Topic = "a", Payload = new[] { (byte)c } })]);

        Assert.Equal(Encoded([.. "1324".Select(c => new PublishPacket { Topic = "a", Payload = new[] { (byte)c } })]), tap.AtClient);
    }

    [Fact]
    public async Task The_harness_s_own_messages_are_left_alone()
    {
        var tap = new Wiretap(Changes.Delivers(_ => null));
        var sentinel = new PublishPacket { Topic = "certharness/x/sentinel/lamp/1" };

        await tap.ServerAsync(sentinel, new PublishPacket { Topic = "certharness/x/lamp/1" });

        Assert.Equal(Encoded(sentinel), tap.AtClient);
    }

    [Fact]
    public async Task A_bad_introduction_is_accepted_and_the_server_never_learns_of_it()
    {
        var tap = new Wiretap(Changes.Accepts(Clause.ConnectReserved));
        var reservedFlag = Encoded(Connect with { ConnectFlags = 3 });

        await tap.ClientAsync(reservedFlag);

        Assert.Empty(tap.AtServer);
        Assert.Equal(Encoded(new ConnAckPacket()), tap.AtClient);
    }

    [Fact]
    public async Task A_good_introduction_is_none_of_a_bad_ones_business()
    {
        var tap = new Wiretap(Changes.Accepts(Clause.ConnectReserved));

        await tap.ClientAsync(Connect);

        Assert.Equal(Encoded(Connect), tap.AtServer);
        Assert.Empty(tap.AtClient);
    }

    [Fact]
    public void Changes_of_one_run_are_not_those_of_the_next()
    {
        var mutant = (WireMutant)new MqttMutants().Mutants[0];

        Assert.NotSame(mutant.Mutate(TimeProvider.System), mutant.Mutate(TimeProvider.System));
    }
}
