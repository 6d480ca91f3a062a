using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Tests.Wire;

public sealed class MalformedPacketTests
{
    [Theory]
    [InlineData(MqttVersion.V5, "C100", "MQTT5-2.1.3-1", ReasonCode.MalformedPacket)] // PINGREQ with a flag
    [InlineData(MqttVersion.V311, "C100", "MQTT3-2.2.2-2", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "0000", "MQTT5-2.1.2", ReasonCode.MalformedPacket)] // packet type 0
    [InlineData(MqttVersion.V311, "F000", "MQTT3-2.2.1", ReasonCode.MalformedPacket)] // AUTH
    [InlineData(MqttVersion.V5, "C08080808000", "MQTT5-2.1.4", ReasonCode.MalformedPacket)] // remaining length of five bytes
    [InlineData(MqttVersion.V5, "C08000", "MQTT5-1.5.5-1", ReasonCode.MalformedPacket)] // over-long remaining length
    [InlineData(MqttVersion.V5, "C00100", "MQTT5-2.1.4", ReasonCode.MalformedPacket)] // PINGREQ with a body
    [InlineData(MqttVersion.V5, "6003000100", "MQTT5-3.6.1-1", ReasonCode.MalformedPacket)] // PUBREL flags
    [InlineData(MqttVersion.V311, "8006000100016100", "MQTT3-3.8.1-1", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V311, "A0050001000161", "MQTT3-3.10.1-1", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "E100", "MQTT5-3.14.1-1", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "F100", "MQTT5-3.15.1-1", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "3606000161000100", "MQTT5-3.3.1-4", ReasonCode.MalformedPacket)] // QoS 3
    [InlineData(MqttVersion.V311, "38050001610000", "MQTT3-3.3.1-2", ReasonCode.MalformedPacket)] // DUP at QoS 0
    [InlineData(MqttVersion.V5, "3206000161000000", "MQTT5-2.2.1-3", ReasonCode.ProtocolError)] // packet identifier 0
    [InlineData(MqttVersion.V311, "40020000", "MQTT3-2.3.1-1", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "30050002C08000", "MQTT5-1.5.4-1", ReasonCode.MalformedPacket)] // over-long UTF-8
    [InlineData(MqttVersion.V5, "30060003EDA08000", "MQTT5-1.5.4-1", ReasonCode.MalformedPacket)] // a surrogate
    [InlineData(MqttVersion.V311, "30050003EDA080", "MQTT3-1.5.3-1", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "300400010000", "MQTT5-1.5.4-2", ReasonCode.MalformedPacket)] // U+0000
    [InlineData(MqttVersion.V311, "3003000100", "MQTT3-1.5.3-2", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "3003000961", "MQTT5-2.1.4", ReasonCode.MalformedPacket)] // a string longer than its packet
    [InlineData(MqttVersion.V5, "300800016104010001 00", "MQTT5-2.2.2.2", ReasonCode.ProtocolError)] // a property twice
    [InlineData(MqttVersion.V5, "3006000161020102", "MQTT5-2.2.2.2", ReasonCode.ProtocolError)] // Payload Format Indicator 2
    [InlineData(MqttVersion.V5, "300600016102 1700", "MQTT5-2.2.2.2", ReasonCode.MalformedPacket)] // not a property of PUBLISH
    [InlineData(MqttVersion.V5, "300600016102 7F00", "MQTT5-2.2.2.2", ReasonCode.MalformedPacket)] // no such property
    [InlineData(MqttVersion.V5, "3007000161 03230000", "MQTT5-3.3.2-8", ReasonCode.TopicAliasInvalid)]
    [InlineData(MqttVersion.V5, "3006000161 020B05", "MQTT5-3.3.4-6", ReasonCode.ProtocolError)] // from a client
    [InlineData(MqttVersion.V5, "3006000161 020B00", "MQTT5-2.2.2.2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "3005000161 0901", "MQTT5-2.1.4", ReasonCode.MalformedPacket)] // property length too long
    [InlineData(MqttVersion.V5, "3006000161 020B80", "MQTT5-2.1.4", ReasonCode.MalformedPacket)] // property cut short
    [InlineData(MqttVersion.V5, "4003000142", "MQTT5-3.4.2-1", ReasonCode.ProtocolError)] // reason code unknown
    [InlineData(MqttVersion.V5, "5003000192", "MQTT5-3.5.2-1", ReasonCode.ProtocolError)] // reason code of another packet
    [InlineData(MqttVersion.V5, "6203000180", "MQTT5-3.6.2-1", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "7003000180", "MQTT5-3.7.2-1", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V311, "4003000100", "MQTT3-2.2.3", ReasonCode.MalformedPacket)] // reason code in 3.1.1
    [InlineData(MqttVersion.V311, "82020001", "MQTT3-3.8.3-3", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "8203000100", "MQTT5-3.8.3-2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V311, "8206000100016104", "MQTT3-3.8.3-4", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V311, "8206000100016103", "MQTT3-3.8.3-4", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "820700010000016140", "MQTT5-3.8.3-5", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "820700010000016103", "MQTT5-3.8.3.1", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "820700010000016130", "MQTT5-3.8.3.1", ReasonCode.ProtocolError)] // Retain Handling 3
    [InlineData(MqttVersion.V5, "820B0001040B010B010001 6100", "MQTT5-2.2.2.2", ReasonCode.ProtocolError)] // two identifiers
    [InlineData(MqttVersion.V5, "A203000100", "MQTT5-3.10.3-2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V311, "A2020001", "MQTT3-3.10.3-2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "20030200 00", "MQTT5-3.2.2-1", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "2003000100", "MQTT5-3.2.2-8", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V311, "20020006", "MQTT3-3.2.2.3", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V311, "9003000103", "MQTT3-3.9.3-2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V311, "9003000187", "MQTT3-3.9.3-2", ReasonCode.MalformedPacket)]
    [InlineData(MqttVersion.V5, "90040001007F", "MQTT5-3.9.3-2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "B004000100 01", "MQTT5-3.11.3-2", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "E00101", "MQTT5-3.14.2-1", ReasonCode.ProtocolError)]
    [InlineData(MqttVersion.V5, "F0028000", "MQTT5-3.15.2-1", ReasonCode.ProtocolError)]
    public void A_packet_that_breaks_a_rule_is_refused_with_the_clause(MqttVersion version, string hex, string clause, ReasonCode code)
    {
        var refusal = Refuse(version, hex, PacketReceiver.Server);
        Assert.Equal((clause, code), (refusal.Clause, refusal.ReasonCode));
        Assert.Equal(version, refusal.Version);
        Assert.Contains(clause, refusal.Message, StringComparison.Ordinal);
    }

    // Protocol name "MQTT", then level, flags, keep alive 0, no properties in 5.0, client identifier "a".
    [Theory]
    [InlineData("100E00044D515454050100000000 0161", "MQTT5-3.1.2-3", ReasonCode.MalformedPacket)]
    [InlineData("100D00044D51545404010000 000161", "MQTT3-3.1.2-3", ReasonCode.MalformedPacket)]
    [InlineData("100E00044D515454051C0000000001 61", "MQTT5-3.1.2-12", ReasonCode.MalformedPacket)] // will QoS 3
    [InlineData("100E00044D51545405080000000001 61", "MQTT5-3.1.2-11", ReasonCode.MalformedPacket)]
    [InlineData("100E00044D51545405200000000001 61", "MQTT5-3.1.2-13", ReasonCode.MalformedPacket)]
    [InlineData("100D00044D51545404080000000161", "MQTT3-3.1.2-13", ReasonCode.MalformedPacket)]
    [InlineData("100D00044D51545404200000000161", "MQTT3-3.1.2-15", ReasonCode.MalformedPacket)]
    [InlineData("100D00044D51545404400000000161", "MQTT3-3.1.2-22", ReasonCode.MalformedPacket)]
    [InlineData("100D00044D51545404800000000161", "MQTT3-2.2.3", ReasonCode.MalformedPacket)] // the user name is missing
    [InlineData("100E00044D5154540402000000016161", "MQTT3-2.2.3", ReasonCode.MalformedPacket)] // a byte too many
    [InlineData("101100044D515454050200000321000000 0161", "MQTT5-2.2.2.2", ReasonCode.ProtocolError)] // Receive Maximum 0
    [InlineData("101200044D5154540502000004160001 58000161", "MQTT5-3.1.2.11.10", ReasonCode.ProtocolError)]
    [InlineData("108E0000044D51545405020000000001 61", "MQTT5-1.5.5-1", ReasonCode.MalformedPacket)]
    public void A_connect_is_judged_by_the_version_that_it_names(string hex, string clause, ReasonCode code)
    {
        var refusal = Refuse(MqttVersion.V5, hex, PacketReceiver.Server);
        Assert.Equal((clause, code), (refusal.Clause, refusal.ReasonCode));
        Assert.Equal(clause.StartsWith("MQTT5", StringComparison.Ordinal) ? MqttVersion.V5 : MqttVersion.V311, refusal.Version);
    }

    [Theory]
    [InlineData("100D00044D51545403020000000161", "MQTT", 3, "MQTT3-3.1.2-2")]
    [InlineData("100D00044D51545406020000000161", "MQTT", 6, "MQTT5-3.1.2-2")]
    [InlineData("100F00064D5149736470030200000001 61", "MQIsdp", null, "MQTT3-3.1.2-1")]
    public void Another_protocol_or_level_is_told_apart(string hex, string name, int? level, string clause)
    {
        var refusal = Assert.IsType<UnsupportedProtocolException>(Refuse(MqttVersion.V311, hex, PacketReceiver.Server));
        Assert.Equal((name, (byte?)level, clause), (refusal.ProtocolName, refusal.ProtocolLevel, refusal.Clause));
        Assert.Equal(ReasonCode.UnsupportedProtocolVersion, refusal.ReasonCode);
    }

    [Fact]
    public void A_server_may_not_set_the_session_expiry_in_a_disconnect()
    {
        var bytes = PacketEncoder.Encode(new DisconnectPacket { Properties = new() { SessionExpiryInterval = 1 } }, MqttVersion.V5);
        Assert.IsType<DisconnectPacket>(new PacketDecoder(PacketReceiver.Server).Decode(bytes, MqttVersion.V5));
        var refusal = Assert.Throws<MalformedPacketException>(() => new PacketDecoder(PacketReceiver.Client).Decode(bytes, MqttVersion.V5));
        Assert.Equal("MQTT5-3.14.2-2", refusal.Clause);
    }

    [Fact]
    public void A_server_of_version_3_refuses_version_5_in_its_own_words()
    {
        var answer = (ConnAckPacket)new PacketDecoder(PacketReceiver.Client).Decode(Convert.FromHexString("20020001"), MqttVersion.V5);
        Assert.Equal((ConnectReturnCode.UnacceptableProtocolVersion, ReasonCode.UnsupportedProtocolVersion), (answer.ReturnCode, answer.ReasonCode));
        Assert.Equal("MQTT5-2.2.2-1", Refuse(MqttVersion.V5, "20020000", PacketReceiver.Client).Clause);
    }

    [Fact]
    public void The_refusal_keeps_the_bytes()
    {
        var refusal = Refuse(MqttVersion.V5, "C100", PacketReceiver.Client);
        Assert.Equal("C100", Convert.ToHexString(refusal.Raw.Span));
    }

    private static MalformedPacketException Refuse(MqttVersion version, string hex, PacketReceiver receiver)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        return Assert.ThrowsAny<MalformedPacketException>(() => new PacketDecoder(receiver).Decode(bytes, version));
    }
}
