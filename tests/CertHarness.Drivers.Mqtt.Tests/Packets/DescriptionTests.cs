using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Tests.Packets;

public sealed class DescriptionTests
{
    [Fact]
    public void A_publish_reads_like_one_line_of_a_trace() => Assert.Equal(
        "PUBLISH (QoS 1, retain, packet id 7, topic lamp/1/state, 2 bytes)",
        new PublishPacket
        {
            QoS = QualityOfService.AtLeastOnce,
            Retain = true,
            PacketId = 7,
            Topic = "lamp/1/state",
            Payload = "on"u8.ToArray(),
        }.Describe());

    [Fact]
    public void Properties_are_named_as_in_the_standard() => Assert.Equal(
        "PUBLISH (QoS 0, topic a, 0 bytes, Topic Alias 3, User Property \"k\"=\"v\")",
        $"{new PublishPacket { Topic = "a", Properties = new() { TopicAlias = 3, UserProperties = [new("k", "v")] } }}");

    [Theory]
    [InlineData(ReasonCode.Success, "CONNACK (session present 0, reason 0x00 Success)")]
    [InlineData(ReasonCode.NotAuthorized, "CONNACK (session present 0, reason 0x87 Not authorized)")]
    [InlineData((ReasonCode)0x42, "CONNACK (session present 0, reason 0x42 (not a reason code of the standard))")]
    public void A_connack_names_its_reason(ReasonCode code, string text) => Assert.Equal(text, new ConnAckPacket { ReasonCode = code }.Describe());

    [Fact]
    public void A_connack_of_the_older_version_names_its_return_code() => Assert.Equal(
        "CONNACK (session present 0, return code 0x02 Identifier rejected)",
        new ConnAckPacket { ReturnCode = ConnectReturnCode.IdentifierRejected }.Describe());

    [Fact]
    public void Reason_code_0_is_called_as_its_packet_calls_it()
    {
        Assert.Equal("DISCONNECT (reason 0x00 Normal disconnection)", new DisconnectPacket().Describe());
        Assert.Equal(
            "SUBACK (packet id 1, 0x00 Granted QoS 0, 0x8F Topic Filter invalid)",
            new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.Success, ReasonCode.TopicFilterInvalid] }.Describe());
    }
}
