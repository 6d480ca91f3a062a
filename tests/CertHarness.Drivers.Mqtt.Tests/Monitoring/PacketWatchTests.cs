using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Tests.Monitoring;

/// <summary>When the harness itself has done wrong, or not all of a session can be known, a monitor does not guess.</summary>
public sealed class PacketWatchTests
{
    private static readonly PublishPacket Once = new() { Topic = "lamp/1", QoS = QualityOfService.AtLeastOnce, PacketId = 9, Payload = "on"u8.ToArray() };

    [Theory]
    [InlineData("C1 00")]
    [InlineData("C0")]
    [InlineData("62 02 00 63")]
    [InlineData("36 06 00 01 61 00 09 00")]
    public void After_bytes_that_no_client_may_send_nothing_is_concluded_from_what_belongs_together(string bytes)
    {
        var talk = V5().Connected().ClientBytes(bytes).Server(new SubAckPacket { PacketId = 7, ReasonCodes = [ReasonCode.Success] }).Server(Once);

        Assert.Empty(talk.Seen.Violations);
        Assert.DoesNotContain("MQTT5-3.8.4-2", talk.Seen.Packets);
    }

    [Fact]
    public void What_holds_whatever_the_client_did_is_judged_all_the_same()
    {
        var talk = V5().Connected().ClientBytes("C1 00").Server(Once with { Topic = "lamp/#" });

        Assert.Contains("MQTT5-3.3.2-2", talk.Seen.Violations);
    }

    [Fact]
    public void A_message_above_the_servers_limits_is_a_fault_of_the_harness()
    {
        var talk = V5().Connected(server: new Properties { ReceiveMaximum = 1 })
            .Client(Once).Client(Once with { PacketId = 10 })
            .Server(new PubAckPacket { PacketId = 99 });

        Assert.Empty(talk.Seen.Violations);
    }

    [Theory]
    [InlineData("10 0D 00 04 4D 51 54 54 63 02 00 3C 00 00 00")]
    [InlineData("C0 00")]
    [InlineData("16 03 01 00 00")]
    public void A_connection_without_a_CONNECT_of_its_version_is_not_judged(string bytes)
    {
        var talk = V5().ClientBytes(bytes).Server(new DisconnectPacket { ReasonCode = ReasonCode.ProtocolError }).ServerBytes("D1 00");

        Assert.Empty(talk.Seen.Packets);
        Assert.Empty(talk.Seen.Violations);
    }

    [Fact]
    public void A_broken_CONNECT_of_its_version_is_answered_by_the_rules()
    {
        // Will QoS 3.
        var talk = V5().ClientBytes("10 0D 00 04 4D 51 54 54 05 1E 00 3C 00 00 00").Server(new DisconnectPacket { ReasonCode = ReasonCode.MalformedPacket });

        Assert.Contains("MQTT5-3.14.0-1", talk.Seen.Violations);
    }

    [Fact]
    public void A_server_that_knows_only_the_older_version_says_so_in_its_own_form()
    {
        var talk = V5().Client(new ConnectPacket { ClientId = "lamp" }).ServerBytes("20 02 00 01");

        Assert.Empty(talk.Seen.Violations);
        Assert.Empty(talk.Seen.Packets);
    }

    [Fact]
    public void Of_a_session_that_goes_on_from_another_connection_only_this_connection_is_known()
    {
        var talk = V5()
            .Client(new ConnectPacket { ClientId = "lamp", CleanStart = false })
            .Server(new ConnAckPacket { SessionPresent = true })
            .Server(Once with { Dup = true })
            .Server(new PubRelPacket { PacketId = 12 });

        Assert.Empty(talk.Seen.Violations);
        Assert.DoesNotContain("MQTT5-3.3.2-3", talk.Seen.Packets);
    }

    [Fact]
    public void An_acknowledgement_that_is_on_its_way_frees_its_place()
    {
        var talk = V5().Connected(new Properties { ReceiveMaximum = 1 }).Subscribed();
        for (var i = 0; i < 3; i++)
            talk.Server(Once with { Payload = new[] { (byte)i } }).Client(new PubAckPacket { PacketId = 9 });

        Assert.Empty(talk.Seen.Violations);
        Assert.Equal(3, talk.Seen.Packets["MQTT5-3.3.4-9"]);
    }

    [Fact]
    public void A_subscription_that_was_given_up_may_still_have_messages_under_way()
    {
        var talk = V5().Connected().Subscribed()
            .Client(new UnsubscribePacket { PacketId = 2, Filters = ["#"] })
            .Server(Once)
            .Server(new UnsubAckPacket { PacketId = 2, ReasonCodes = [ReasonCode.Success] });

        Assert.Empty(talk.Seen.Violations);
    }

    [Fact]
    public void The_first_packet_that_breaks_a_statement_is_kept_and_all_are_counted()
    {
        var talk = V5().Connected().Subscribed()
            .Server(Once with { Topic = "a/+", PacketId = 1 })
            .Server(Once with { Topic = "b/+", PacketId = 2 })
            .Server(Once with { Topic = "c", PacketId = 3 });

        var violation = talk.Seen.Violations["MQTT5-3.3.2-2"];
        Assert.Equal(2, violation.Times);
        Assert.Contains("topic a/+", violation.Observed, StringComparison.Ordinal);
        Assert.Equal(3, talk.Seen.Packets["MQTT5-3.3.2-2"]);
    }

    [Theory]
    [InlineData("C1 00")]
    [InlineData("40")]
    [InlineData("62 02 00 63")]
    [InlineData("36 06 00 01 61 00 09 00")]
    public void After_bytes_that_no_broker_may_send_nothing_is_concluded_of_a_device_from_what_belongs_together(string bytes)
    {
        var talk = Device().Connected().Client(Once).ServerBytes(bytes)
            .Client(Once with { Payload = "off"u8.ToArray() }).Client(new PubAckPacket { PacketId = 77 }).Client(Once with { Topic = "lamp/#", PacketId = 10 });

        Assert.Equal(["MQTT5-3.3.2-2", "MQTT5-4.7.0-1"], talk.Seen.Violations.Keys.Order());
    }

    [Fact]
    public void A_broker_that_withholds_its_acknowledgements_asks_no_less_of_a_device()
    {
        var talk = Device().Connected(server: new Properties { ReceiveMaximum = 2 }).Heard()
            .Client(Once).Client(Once with { PacketId = 10 }).Client(Once with { PacketId = 11 });

        Assert.Equal(["MQTT5-3.3.4-7", "MQTT5-4.9.0-2"], talk.Seen.Violations.Keys.Order());
    }

    [Fact]
    public void A_device_that_need_not_have_read_the_CONNACK_need_not_know_the_limits()
    {
        var talk = Device().Connected(server: new Properties { MaximumQoS = 0, ReceiveMaximum = 1, MaximumPacketSize = 10 })
            .Client(Once).Client(Once with { PacketId = 10 });

        Assert.Empty(talk.Seen.Violations);
        Assert.DoesNotContain("MQTT5-3.2.2-11", talk.Seen.Packets);
    }

    [Fact]
    public void Of_a_device_that_was_connected_before_only_this_connection_is_known()
    {
        var talk = new Talk(MqttVersion.V5, Role.Client, isFirst: false).Connected().Client(Once with { Dup = true }).Client(new PubRelPacket { PacketId = 12 });

        Assert.Empty(talk.Seen.Violations);
    }

    [Fact]
    public void A_device_that_may_have_a_session_left_may_go_on_with_it()
    {
        var talk = Device()
            .Client(new ConnectPacket { ClientId = "lamp", CleanStart = false })
            .Server(new ConnAckPacket())
            .Client(Once with { Dup = true });

        Assert.Empty(talk.Seen.Violations);
    }

    [Theory]
    [InlineData("C0 00")]
    [InlineData("10 0E 00 06 4D 51 49 73 64 70 03 02 00 3C 00 00")]
    public void What_does_not_begin_with_a_CONNECT_of_a_known_version_is_no_device_to_judge(string bytes)
    {
        var watch = new DeviceWatch(isFirst: true);

        watch.Received(new PingReqPacket(), Convert.FromHexString(bytes.Replace(" ", "")), null);
        watch.Received(Once with { Topic = "#" }, [0x32], null);

        Assert.Empty(watch.Seen.Packets);
    }

    [Theory]
    [InlineData("", "MQTT5-4.7.3-1")]
    [InlineData("lamp#", "MQTT5-4.7.1-1")]
    [InlineData("lamp/#/state", "MQTT5-4.7.1-1")]
    [InlineData("lamp/##", "MQTT5-4.7.1-1")]
    [InlineData("lamp/a+/state", "MQTT5-4.7.1-2")]
    [InlineData("$share//lamp", "MQTT5-4.8.2-1")]
    [InlineData("$share/", "MQTT5-4.8.2-1", "MQTT5-4.8.2-2")]
    [InlineData("$share/lamps", "MQTT5-4.8.2-2")]
    [InlineData("$share/a+b/lamp", "MQTT5-4.8.2-2")]
    [InlineData("$share/lamps/a+", "MQTT5-4.7.1-2")]
    [InlineData("$share/lamps/+/#")]
    public void A_wrong_topic_filter_breaks_the_statement_about_what_is_wrong_with_it_and_no_other(string filter, params string[] broken)
    {
        var talk = Device().Connected().Client(new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription(filter)] });

        Assert.Equal(broken, talk.Seen.Violations.Keys.Order());
    }

    private static Talk Device() => new(MqttVersion.V5, Role.Client);

    private static Talk V5() => new(MqttVersion.V5, Role.Server);
}
