using System.Buffers;
using System.Text.Json;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CsCheck;

namespace CertHarness.Drivers.Mqtt.Tests.Wire;

public sealed class PacketRoundTripTests
{
    public static TheoryData<PacketType, MqttVersion> EveryType()
    {
        var data = new TheoryData<PacketType, MqttVersion>();
        foreach (var version in Enum.GetValues<MqttVersion>())
        {
            foreach (var type in PacketGenerators.TypesOf(version))
                data.Add(type, version);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public void What_was_encoded_is_decoded(PacketType type, MqttVersion version) =>
        PacketGenerators.Of(type, version).Sample(
            packet =>
            {
                var receiver = packet is PublishPacket or DisconnectPacket { Properties.SessionExpiryInterval: null }
                    ? PacketReceiver.Client
                    : PacketReceiver.Server;
                var decoded = new PacketDecoder(receiver).Decode(PacketEncoder.Encode(packet, version), version);
                Assert.Equal(AsText(packet), AsText(decoded));
            },
            iter: 300);

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void A_stream_split_anywhere_gives_the_same_packets(MqttVersion version) =>
        PacketGenerators.Any(version).Select(AsFromServer).Array[1, 3].Sample(
            packets =>
            {
                var stream = packets.SelectMany(p => PacketEncoder.Encode(p, version)).ToArray();
                for (var split = 0; split <= stream.Length; split++)
                {
                    var decoder = new PacketDecoder(PacketReceiver.Client);
                    var first = new ReadOnlySequence<byte>(stream, 0, split);
                    var decoded = DecodeAll(decoder, ref first, version);
                    var rest = TwoSegments(first.ToArray(), stream[split..]);
                    decoded.AddRange(DecodeAll(decoder, ref rest, version));
                    Assert.Equal(packets.Select(AsText), decoded.Select(AsText));
                    Assert.True(rest.IsEmpty);
                }
            },
            iter: 20);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    public void No_password_and_an_empty_one_are_different(string? password)
    {
        var sent = new ConnectPacket
        {
            Username = "u",
            Password = password is null ? default(ReadOnlyMemory<byte>?) : System.Text.Encoding.UTF8.GetBytes(password),
        };
        var received = (ConnectPacket)new PacketDecoder(PacketReceiver.Server).Decode(PacketEncoder.Encode(sent, MqttVersion.V311), MqttVersion.V311);
        Assert.Equal(password, received.Password is { } p ? System.Text.Encoding.UTF8.GetString(p.Span) : null);
    }

    [Fact]
    public void A_string_keeps_its_byte_order_mark()
    {
        var bytes = PacketEncoder.Encode(new PublishPacket { Topic = "\uFEFFlamp" }, MqttVersion.V5);
        var packet = Assert.IsType<PublishPacket>(new PacketDecoder(PacketReceiver.Client).Decode(bytes, MqttVersion.V5));
        Assert.Equal("\uFEFFlamp", packet.Topic);
    }

    [Fact]
    public void An_acknowledgement_may_have_an_empty_property_block()
    {
        var bytes = Convert.FromHexString("4004000A1000");
        var packet = Assert.IsType<PubAckPacket>(new PacketDecoder(PacketReceiver.Client).Decode(bytes, MqttVersion.V5));
        Assert.Equal(ReasonCode.NoMatchingSubscribers, packet.ReasonCode);
    }

    [Fact]
    public void A_version_3_client_may_pad_the_remaining_length()
    {
        var bytes = Convert.FromHexString("C08000");
        Assert.IsType<PingReqPacket>(new PacketDecoder(PacketReceiver.Server).Decode(bytes, MqttVersion.V311));
    }

    private static MqttPacket AsFromServer(MqttPacket packet) => packet is DisconnectPacket disconnect
        ? disconnect with { Properties = disconnect.Properties with { SessionExpiryInterval = null } }
        : packet;

    private static List<MqttPacket> DecodeAll(PacketDecoder decoder, ref ReadOnlySequence<byte> buffer, MqttVersion version)
    {
        var packets = new List<MqttPacket>();
        while (decoder.TryDecode(ref buffer, version, out var packet))
            packets.Add(packet);
        return packets;
    }

    private static ReadOnlySequence<byte> TwoSegments(byte[] first, byte[] second)
    {
        var tail = new Segment(second, null, first.Length);
        return new(new Segment(first, tail, 0), 0, tail, second.Length);
    }

    private static string AsText(MqttPacket packet) => packet.GetType().Name + JsonSerializer.Serialize(packet, packet.GetType());

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? next, long runningIndex)
        {
            Memory = bytes;
            Next = next;
            RunningIndex = runningIndex;
        }
    }
}
