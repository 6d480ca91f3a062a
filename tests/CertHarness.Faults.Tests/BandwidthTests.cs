using CertHarness.Faults.Bandwidth;
using CertHarness.Faults.Relaying;
using CsCheck;

namespace CertHarness.Faults.Tests;

public sealed class BandwidthTests
{
    private static readonly TimeSpan Bucket = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void It_takes_as_long_as_the_rate_says_however_bytes_are_sent() =>
        Gen.Select(Gen.Int[50, 1_000_000], Gen.Int[1, 5000].Array[1, 20]).Sample((rate, sizes) =>
        {
            var link = new Link(new BandwidthFault { BytesPerSecond = rate });
            foreach (var size in sizes)
                link.Send(new byte[size]);

            link.End(Ending.Finish).Pass(TimeSpan.FromDays(1));

            Assert.Equal(sizes.Sum(), link.Bytes.Length);
            var seconds = Math.Max(0, ((double)sizes.Sum() / rate) - Bucket.TotalSeconds);
            Assert.InRange(link.Given[^1].At.TotalSeconds, seconds - 1e-6, seconds + 0.001 + (1.0 / rate));
        });

    [Fact]
    public void In_no_time_more_gets_through_than_the_rate_and_one_bucket() =>
        Gen.Select(Gen.Int[100, 10_000], Gen.Select(Gen.Int[1, 500], Gen.Int[0, 100]).Array[1, 30]).Sample((rate, sends) =>
        {
            var link = new Link(new BandwidthFault { BytesPerSecond = rate });
            foreach (var (size, pause) in sends)
                link.Send(new byte[size]).Pass(TimeSpan.FromMilliseconds(pause));

            link.Pass(TimeSpan.FromDays(1));

            var through = 0;
            var given = link.Given.Select(g => (g.At, Before: through, After: through += g.Bytes.Length)).ToList();
            foreach (var (first, at) in given.Select((g, i) => (g, i)))
                Assert.All(given[at..], last => Assert.True(last.After - first.Before <= (rate * (last.At - first.At + Bucket).TotalSeconds) + 0.01));
        });

    [Fact]
    public void A_link_that_was_idle_saves_no_more_than_a_bucket()
    {
        var link = new Link(new BandwidthFault { BytesPerSecond = 1000 }).Pass(TimeSpan.FromHours(1)).Send(new byte[100]);

        Assert.Equal(20, link.Bytes.Length);
        Assert.Equal(80, link.Held);
    }

    [Fact]
    public void A_rate_below_that_of_the_bucket_still_passes_bytes() =>
        Assert.Equal(4, new Link(new BandwidthFault { BytesPerSecond = 1 }).Send(new byte[10]).Pass(TimeSpan.FromSeconds(3)).Bytes.Length);
}
