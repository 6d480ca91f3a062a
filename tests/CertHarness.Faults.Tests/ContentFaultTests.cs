using CertHarness.Faults.Corruption;
using CertHarness.Faults.Relaying;
using CertHarness.Faults.Slicer;
using CsCheck;

namespace CertHarness.Faults.Tests;

public sealed class ContentFaultTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void The_same_seed_corrupts_the_same_bytes_however_they_are_sent() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Byte.Array[1, 500], Gen.Int[1, 100], Gen.Double[0.001, 1]).Sample((seed, bytes, size, rate) =>
        {
            var whole = new Link(new CorruptionFault { Rate = rate }, seed).Send(bytes);
            var pieces = new Link(new CorruptionFault { Rate = rate }, seed);
            foreach (var piece in bytes.Chunk(size))
                pieces.Send(piece);

            Assert.Equal(whole.Bytes, pieces.Bytes);
        });

    [Fact]
    public void Where_bytes_are_corrupted_does_not_depend_on_what_they_are() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Byte.Array[300]).Sample((seed, bytes) =>
            Assert.Equal(
                new Link(new CorruptionFault { Rate = 0.1 }, seed).Send(new byte[300]).Bytes,
                new Link(new CorruptionFault { Rate = 0.1 }, seed).Send(bytes).Bytes.Zip(bytes, (a, b) => (byte)(a ^ b))));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.01)]
    [InlineData(1e-9)]
    public void As_many_bytes_are_corrupted_as_the_rate_says(double rate)
    {
        const int Length = 200_000;
        var changed = new Link(new CorruptionFault { Rate = rate }).Send(new byte[Length]).Bytes.Count(b => b != 0);

        Assert.InRange(changed, (Length * rate * 0.9) - 1, Length * rate * 1.1);
    }

    [Fact]
    public void At_a_rate_of_1_no_byte_stays_as_it_is() =>
        Assert.DoesNotContain((byte)0, new Link(new CorruptionFault { Rate = 1 }).Send(new byte[10_000]).Bytes);

    [Fact]
    public void A_slicer_loses_nothing_and_cuts_within_its_limits() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Byte.Array[1, 1000], Gen.Int[1, 50], Gen.Int[0, 49]).Sample((seed, bytes, average, variation) =>
        {
            variation %= average;
            var link = new Link(new SlicerFault { AverageSize = average, SizeVariation = variation, Delay = Pause }, seed);
            link.Send(bytes).End(Ending.Finish).Pass(1001 * Pause);

            Assert.Equal(bytes, link.Bytes);
            Assert.Equal(Ending.Finish, link.Given[^1].End);
            Assert.All(link.Given[..^2], g => Assert.InRange(g.Bytes.Length, average - variation, average + variation));
            Assert.Equal(link.Given.Select((_, i) => i * Pause), link.Given.Select(g => g.At));
        });

    [Fact]
    public void The_same_seed_cuts_at_the_same_places_however_bytes_are_sent() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 40]).Sample((seed, size) =>
        {
            var fault = new SlicerFault { AverageSize = 20, SizeVariation = 15 };
            var whole = new Link(fault, seed).Send(new byte[400]);
            var pieces = new Link(fault, seed);
            foreach (var piece in new byte[400].Chunk(size))
                pieces.Send(piece);

            Assert.Subset(Cuts(pieces), Cuts(whole));
        });

    private static HashSet<int> Cuts(Link link)
    {
        var at = 0;
        return [.. link.Given.Select(g => at += g.Bytes.Length)];
    }
}
