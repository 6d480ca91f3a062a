using System.Buffers;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CsCheck;

namespace CertHarness.Drivers.Mqtt.Tests.Wire;

public sealed class FuzzTests
{
    private static readonly Gen<MqttVersion> Version = PacketGenerators.Choice(MqttVersion.V311, MqttVersion.V5);

    private static readonly Gen<PacketReceiver> Receiver = PacketGenerators.Choice(PacketReceiver.Client, PacketReceiver.Server);

    [Fact]
    public void Random_bytes_are_a_packet_or_malformed_or_incomplete() =>
        Gen.Select(Gen.Byte.Array[0, 64], Version, Receiver).Sample((bytes, version, receiver) => Feed(bytes, version, receiver), iter: 20_000);

    [Fact]
    public void Random_bodies_of_every_type_are_a_packet_or_malformed() =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 60], Version, Receiver).Sample(
            (first, body, version, receiver) => Feed(new RawPacket(first, body).ToArray(), version, receiver), iter: 20_000);

    [Fact]
    public void A_packet_with_one_byte_changed_is_a_packet_or_malformed() =>
        Version.SelectMany(v => Gen.Select(Gen.Const(v), PacketGenerators.Any(v), Gen.Int[0, 10_000], Gen.Byte, Receiver)).Sample(
            (version, packet, position, value, receiver) =>
            {
                var bytes = PacketEncoder.Encode(packet, version);
                bytes[position % bytes.Length] = value;
                Feed(bytes, version, receiver);
            },
            iter: 20_000);

    [Fact]
    public void A_packet_cut_short_and_made_to_fit_is_a_packet_or_malformed() =>
        Version.SelectMany(v => Gen.Select(Gen.Const(v), PacketGenerators.Any(v), Gen.Int[0, 10_000], Receiver)).Sample(
            (version, packet, length, receiver) =>
            {
                var bytes = PacketEncoder.Encode(packet, version);
                var start = bytes.AsSpan(1).IndexOfAnyInRange((byte)0, (byte)0x7F) + 2;
                var body = bytes.AsMemory(start, length % (bytes.Length - start + 1));
                Feed(new RawPacket(bytes[0], body).ToArray(), version, receiver);
            },
            iter: 10_000);

    [Fact]
    public void A_packet_over_the_limit_is_refused_by_its_header_alone()
    {
        var header = new ReadOnlySequence<byte>(Convert.FromHexString("30FFFFFF7F"));
        var refusal = Assert.Throws<MalformedPacketException>(
            () => new PacketDecoder(PacketReceiver.Server, 1024).TryDecode(ref header, MqttVersion.V5, out _));
        Assert.Equal(ReasonCode.PacketTooLarge, refusal.ReasonCode);
    }

    [Fact]
    public void A_declared_length_reserves_no_memory()
    {
        var decoder = new PacketDecoder(PacketReceiver.Server);
        var bytes = Convert.FromHexString("30FFFFFF7F0001");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.False(decoder.TryDecode(ref buffer, MqttVersion.V5, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static void Feed(byte[] bytes, MqttVersion version, PacketReceiver receiver)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (new PacketDecoder(receiver, 4096).TryDecode(ref buffer, version, out var packet))
            {
                Assert.NotEmpty(packet.Describe());

                // What was accepted can be sent again; a CONNECT goes by the version it named.
                var again = packet is ConnectPacket connect ? (MqttVersion)connect.ProtocolLevel!.Value : version;
                new PacketDecoder(receiver).Decode(PacketEncoder.Encode(packet, again), again);
            }
        }
        catch (MalformedPacketException refusal)
        {
            Assert.Matches("^MQTT[35]-", refusal.Clause);
            Assert.True(refusal.ReasonCode.IsFailure());
        }
    }
}
