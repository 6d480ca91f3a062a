using CertHarness.Faults.HalfOpen;
using CertHarness.Faults.LimitData;
using CertHarness.Faults.Relaying;
using CertHarness.Faults.Reset;
using CertHarness.Faults.SlowClose;
using CertHarness.Faults.Timeout;
using CsCheck;

namespace CertHarness.Faults.Tests;

public sealed class EndingFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(Ending.Finish)]
    [InlineData(Ending.Close)]
    public void A_slow_close_delays_the_end_and_no_bytes(object end)
    {
        var link = new Link(new SlowCloseFault { Delay = Second }).Send(1).End((Ending)end);
        Assert.Equal([1], link.Bytes);
        Assert.Empty(link.Pass(Second - TimeSpan.FromTicks(1)).Ends);

        Assert.Equal([(Ending)end], link.Pass(TimeSpan.FromTicks(1)).Ends);
    }

    [Fact]
    public void A_reset_is_no_close_and_is_not_slow() =>
        Assert.Equal([Ending.Reset], new Link(new SlowCloseFault { Delay = Second }).End(Ending.Reset).Ends);

    [Fact]
    public void A_timeout_loses_bytes_and_closes_after_its_time()
    {
        var link = new Link(new TimeoutFault { After = Second }).Send(1).Pass(Second - TimeSpan.FromTicks(1));
        Assert.Empty(link.Given);

        link.Pass(TimeSpan.FromTicks(1)).Send(2);

        Assert.Equal([Ending.Close], link.Ends);
        Assert.Empty(link.Bytes);
    }

    [Fact]
    public void A_timeout_of_0_never_closes() =>
        Assert.Empty(new Link(new TimeoutFault()).Send(1).Pass(TimeSpan.FromDays(2)).Given);

    [Fact]
    public void An_end_passes_before_a_timeout() =>
        Assert.Equal([Ending.Finish], new Link(new TimeoutFault { After = Second }).End(Ending.Finish).Ends);

    [Fact]
    public void A_timeout_that_is_removed_closes_only_what_has_lost_bytes()
    {
        Assert.Equal([Ending.Close], new Link(new TimeoutFault { After = Second }).Send(1).Release().Ends);
        Assert.Empty(new Link(new TimeoutFault { After = Second }).Release().Given);
    }

    [Fact]
    public void A_reset_comes_at_its_time_and_bytes_pass_until_then()
    {
        var link = new Link(new ResetFault { After = Second }).Send(1).Pass(Second / 2).Send(2);
        Assert.Equal([1, 2], link.Bytes);
        Assert.Empty(link.Ends);

        Assert.Equal([Ending.Reset], link.Pass(Second / 2).Ends);
    }

    [Fact]
    public void A_reset_that_is_removed_does_not_come() =>
        Assert.Empty(new Link(new ResetFault { After = Second }).Release().Given);

    [Fact]
    public void As_many_bytes_as_the_limit_get_through_and_then_the_connection_is_closed() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[1, 30].Array[1, 20]).Sample((limit, sizes) =>
        {
            var link = new Link(new LimitDataFault { Bytes = limit }).Pass(TimeSpan.Zero);
            foreach (var size in sizes)
                link.Send(new byte[size]);

            Assert.Equal(Math.Min(limit, sizes.Sum()), link.Bytes.Length);
            Assert.Equal(sizes.Sum() >= limit ? [Ending.Close] : [], link.Ends);
        });

    [Fact]
    public void A_connection_within_its_limit_ends_as_its_sender_ends_it() =>
        Assert.Equal([Ending.Finish], new Link(new LimitDataFault { Bytes = 2 }).Send(1).End(Ending.Finish).Ends);

    [Theory]
    [InlineData(Ending.Finish)]
    [InlineData(Ending.Reset)]
    public void Nothing_passes_half_open_until_it_is_removed_and_then_all(object end)
    {
        var link = new Link(new HalfOpenFault()).Send(1).Send(2).End((Ending)end).Pass(TimeSpan.FromDays(2));
        Assert.Empty(link.Given);

        link.Release();

        Assert.Equal([1, 2], link.Bytes);
        Assert.Equal([(Ending)end], link.Ends);
    }
}
