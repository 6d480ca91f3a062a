using CertHarness.Faults.Latency;
using CertHarness.Faults.Relaying;
using CsCheck;

namespace CertHarness.Faults.Tests;

public sealed class LatencyTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void What_is_sent_arrives_after_the_delay_and_not_before()
    {
        var link = new Link(new LatencyFault { Delay = Delay }).Send(1).Pass(Delay - TimeSpan.FromTicks(1));
        Assert.Empty(link.Given);

        link.Pass(TimeSpan.FromTicks(1));

        Assert.Equal([1], link.Bytes);
    }

    [Fact]
    public void Throughput_is_not_limited()
    {
        var link = new Link(new LatencyFault { Delay = Delay });
        for (var i = 0; i < 1000; i++)
            link.Send((byte)i);

        Assert.Equal(1000, link.Pass(Delay).Bytes.Length);
    }

    [Fact]
    public void Ends_are_delayed_too()
    {
        var link = new Link(new LatencyFault { Delay = Delay }).Send(1).End(Ending.Reset);
        Assert.Empty(link.Given);

        Assert.Equal([Ending.Reset], link.Pass(Delay).Ends);
    }

    [Fact]
    public void Jitter_varies_delays_to_both_sides_and_reorders_nothing() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 30].Array[2, 50]).Sample((seed, pauses) =>
        {
            var link = new Link(new LatencyFault { Delay = Delay, Jitter = Delay / 2 }, seed);
            var sent = new List<TimeSpan>();
            foreach (var pause in pauses)
            {
                link.Pass(TimeSpan.FromMilliseconds(pause));
                sent.Add(link.Now);
                link.Send((byte)sent.Count);
            }

            link.Pass(2 * Delay);

            Assert.Equal(Enumerable.Range(1, sent.Count).Select(n => (byte)n), link.Bytes);
            Assert.All(link.Given.Zip(sent), g => Assert.InRange(g.First.At - g.Second, Delay / 2, Delay * 1.5));
        });

    [Fact]
    public void Jitter_is_even()
    {
        var link = new Link(new LatencyFault { Delay = Delay, Jitter = Delay });
        var delays = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var sent = link.Now;
            link.Send(1).Pass(2 * Delay);
            delays.Add((link.Given[^1].At - sent) / Delay);
        }

        Assert.InRange(delays.Average(), 0.95, 1.05);
        Assert.InRange(delays.Min(), 0, 0.05);
        Assert.InRange(delays.Max(), 1.95, 2);
    }

    [Fact]
    public void What_is_on_the_way_arrives_at_once_when_it_is_removed() =>
        Assert.Equal([1, 2], new Link(new LatencyFault { Delay = Delay }).Send(1).Send(2).Release().Bytes);
}
