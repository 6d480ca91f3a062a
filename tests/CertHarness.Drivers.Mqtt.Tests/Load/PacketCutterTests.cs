using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Load.Network;
using CsCheck;

namespace CertHarness.Drivers.Mqtt.Tests.Load;

public sealed class PacketCutterTests
{
    [Fact]
    public void Packets_come_out_whole_and_in_order_wherever_the_stream_is_cut() =>
        Gen.Select(Gen.Int[0, 400].Array[1, 8], Gen.Int[1, 50]).Sample((lengths, piece) =>
        {
            var packets = lengths.Select((length, i) => Packet((byte)(0x30 + i), length)).ToList();
            var stream = packets.SelectMany(packet => packet).ToArray();
            var cut = new List<byte[]>();
            var remainder = new Remainder();
            for (var at = 0; at < stream.Length; at += piece)
            {
                var bytes = remainder.Prepend(stream.AsSpan(at, Math.Min(piece, stream.Length - at)));
                while (PacketCutter.Cut(ref bytes, 1000, out var packet) == CutResult.Packet)
                    cut.Add(packet.ToArray());
                remainder.Keep(bytes);
            }

            return cut.Count == packets.Count && cut.Zip(packets).All(pair => pair.First.SequenceEqual(pair.Second));
        });

    [Fact]
    public void A_length_of_five_bytes_is_malformed() => Assert.Equal(CutResult.Malformed, Cut([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]));

    [Fact]
    public void A_packet_larger_than_allowed_is_malformed_as_soon_as_its_length_is_there() =>
        Assert.Equal(CutResult.Malformed, Cut([0x30, 0xFF, 0x7F]));

    private static CutResult Cut(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        return PacketCutter.Cut(ref rest, 1000, out _);
    }

    private static byte[] Packet(byte first, int length) =>
        length < 128 ? [first, (byte)length, .. new byte[length]] : [first, (byte)((length & 0x7F) | 0x80), (byte)(length >> 7), .. new byte[length]];
}
