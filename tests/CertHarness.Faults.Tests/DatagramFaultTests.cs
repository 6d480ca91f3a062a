using CertHarness.Faults.Bandwidth;
using CertHarness.Faults.Duplication;
using CertHarness.Faults.Loss;
using CertHarness.Faults.Reordering;

namespace CertHarness.Faults.Tests;

public sealed class DatagramFaultTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void As_many_are_lost_as_the_rate_says()
    {
        var link = new Link(new LossFault { Rate = 0.2 });
        for (var i = 0; i < 5000; i++)
            link.Send(1);

        Assert.InRange(link.Given.Count, 3800, 4200);
        Assert.Empty(new Link(new LossFault { Rate = 1 }).Send(1).Send(2).Given);
    }

    [Fact]
    public void The_seed_decides_which_are_lost()
    {
        byte[] Kept(int seed)
        {
            var link = new Link(new LossFault { Rate = 0.5 }, seed);
            for (var i = 0; i < 100; i++)
                link.Send((byte)i);
            return link.Bytes;
        }

        Assert.Equal(Kept(1), Kept(1));
        Assert.NotEqual(Kept(1), Kept(2));
    }

    [Fact]
    public void Some_arrive_twice_one_behind_the_other()
    {
        var link = new Link(new DuplicationFault { Rate = 0.5 });
        for (var i = 0; i < 200; i++)
            link.Send((byte)i);

        Assert.InRange(link.Given.Count, 260, 340);
        Assert.Equal(link.Bytes.Order(), link.Bytes);
        Assert.Equal(200, link.Bytes.Distinct().Count());
        Assert.Equal([1, 1, 2, 2], new Link(new DuplicationFault { Rate = 1 }).Send(1).Send(2).Bytes);
    }

    [Fact]
    public void The_two_of_a_pair_do_not_share_their_bytes()
    {
        var link = new Link(new DuplicationFault { Rate = 1 }.Begin(new Random(1)));

        link.Send(1);

        link.Given[0].Bytes[0] = 9;
        Assert.Equal(1, link.Given[1].Bytes[0]);
    }

    [Fact]
    public void Some_are_overtaken_and_none_is_lost()
    {
        var link = new Link(new ReorderingFault { Rate = 0.3, Delay = Delay });
        for (var i = 0; i < 200; i++)
            link.Send((byte)i).Pass(Delay / 10);
        link.Pass(Delay);

        Assert.Equal(200, link.Bytes.Distinct().Count());
        Assert.NotEqual(link.Bytes.Order(), link.Bytes);
        Assert.InRange(link.Bytes.Zip(link.Bytes.Skip(1)).Count(p => p.First > p.Second), 20, 60);
    }

    [Fact]
    public void A_narrow_link_cuts_no_datagram_and_loses_what_its_buffer_does_not_take()
    {
        var link = new Link(new DatagramBandwidthStrategy(new BandwidthFault { BytesPerSecond = 100_000 }, TimeSpan.Zero));
        for (var i = 0; i < 100; i++)
            link.Send(new byte[1000]);

        link.Pass(TimeSpan.FromSeconds(2));

        // 2,000 bytes at once, as the bucket is full at first, and 64 KiB behind them.
        Assert.Equal(67, link.Given.Count);
        Assert.All(link.Given, g => Assert.Equal(1000, g.Bytes.Length));
        Assert.Equal(0.65, link.Given[^1].At.TotalSeconds, 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task A_share_that_is_none_is_refused(double rate)
    {
        await using var proxy = DatagramProxy.Start(new Uri("coap://127.0.0.1:1"), TimeProvider.System, 1);

        Assert.Contains("Rate is", Assert.Throws<ArgumentException>(() => proxy.Inject(new LossFault { Rate = rate })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => proxy.Inject(new DuplicationFault { Rate = rate }));
        Assert.Throws<ArgumentException>(() => proxy.Inject(new ReorderingFault { Rate = rate, Delay = TimeSpan.Zero }));
    }
}
