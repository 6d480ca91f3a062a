using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Tests.Wire;

public sealed class PacketEncoderTests
{
    [Fact]
    public void A_publish_may_be_as_wrong_as_a_test_wants_it()
    {
        var packet = new PublishPacket { Topic = "a/#", QoS = QualityOfService.Reserved, PacketId = 0, Dup = true };
        Assert.Equal("3E080003612F23000000", Hex(packet, MqttVersion.V5));
    }

    [Theory]
    [InlineData(MqttVersion.V5, "8203000100")]
    [InlineData(MqttVersion.V311, "82020001")]
    public void A_subscribe_may_be_empty(MqttVersion version, string hex) =>
        Assert.Equal(hex, Hex(new SubscribePacket { PacketId = 1 }, version));

    [Fact]
    public void Flags_of_the_fixed_header_may_be_wrong() =>
        Assert.Equal("CF00", Hex(new PingReqPacket { FixedHeaderFlags = 0x0F }, MqttVersion.V5));

    [Fact]
    public void Connect_flags_may_be_wrong() =>
        Assert.Equal("100C00044D515454040300000000", Hex(new ConnectPacket { ConnectFlags = 0x03 }, MqttVersion.V311));

    [Fact]
    public void An_unpaired_surrogate_is_sent_as_such() =>
        Assert.Equal("30060003EDA08000", Hex(new PublishPacket { Topic = "\uD800" }, MqttVersion.V5));

    [Fact]
    public void A_frame_made_by_hand_may_lie_about_its_length()
    {
        Assert.Equal("3009000161", Convert.ToHexString(new RawPacket(0x30, new byte[] { 0, 1, 0x61 }) { DeclaredLength = 9 }.ToArray()));
        Assert.Equal("C0808000", Convert.ToHexString(new RawPacket(0xC0, default) { LengthBytes = 3 }.ToArray()));
        Assert.Equal("C0FFFFFFFF0F", Convert.ToHexString(new RawPacket(0xC0, default) { DeclaredLength = uint.MaxValue }.ToArray()));
    }

    [Fact]
    public void Properties_can_be_written_by_hand()
    {
        var writer = new WireWriter().PropertyBlock(p => p
            .Property(PropertyId.TopicAlias, 1)
            .Property(PropertyId.PayloadFormatIndicator, 7)
            .Property(PropertyId.MessageExpiryInterval, 2)
            .Property(PropertyId.SubscriptionIdentifier, 128)
            .Property(PropertyId.ContentType, "a")
            .Property(PropertyId.CorrelationData, [0xFF])
            .UserProperty("b", "c"));
        Assert.Equal("1C" + "230001" + "0107" + "0200000002" + "0B8001" + "03000161" + "090001FF" + "26000162000163", Convert.ToHexString(writer.ToArray()));
    }

    [Fact]
    public void A_reason_code_without_a_return_code_is_sent_as_the_closest_one() =>
        Assert.Equal("20020005", Hex(new ConnAckPacket { ReasonCode = ReasonCode.NotAuthorized }, MqttVersion.V311));

    private static string Hex(MqttPacket packet, MqttVersion version) => Convert.ToHexString(PacketEncoder.Encode(packet, version));
}
