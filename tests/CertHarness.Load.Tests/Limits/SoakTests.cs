using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Tests.Limits;

public sealed class SoakTests
{
    [Fact]
    public void A_run_that_stays_as_it_is_is_steady()
    {
        var soak = Soak.Of(Run(_ => 2_000_000, _ => 100), [.. Enumerable.Repeat(5e8, 60)]);

        Assert.True(soak.IsSteady);
        Assert.False(soak.Drifts);
    }

    [Fact]
    public void Slower_answers_are_a_drift() => Assert.True(Soak.Of(Run(second => 2_000_000 + (second * 50_000), _ => 100)).Drifts);

    [Fact]
    public void Fewer_answers_are_a_drift() => Assert.True(Soak.Of(Run(_ => 2_000_000, second => 200 - second)).Drifts);

    [Fact]
    public void Growing_memory_is_a_drift() =>
        Assert.True(Soak.Of(Run(_ => 2_000_000, _ => 100), [.. Enumerable.Range(0, 60).Select(i => 5e8 + (i * 5e6))]).Drifts);

    [Fact]
    public void Faster_answers_are_none_but_not_steady_either()
    {
        var soak = Soak.Of(Run(second => 9_000_000 - (second * 50_000), _ => 100));

        Assert.False(soak.Drifts);
        Assert.False(soak.IsSteady);
    }

    [Fact]
    public void A_slow_start_is_no_drift() => Assert.True(Soak.Of(Run(second => second < 5 ? 90_000_000 : 2_000_000, _ => 100)).IsSteady);

    [Fact]
    public void What_grows_by_less_than_counts_is_no_drift()
    {
        var run = Run(second => 100_000 + (second * 5_000), _ => 100);

        Assert.True(Soak.Of(run).Drifts);
        Assert.True(Soak.Of(run, smallest: TimeSpan.FromMilliseconds(1)).IsSteady);
    }

    [Fact]
    public void A_short_run_has_a_short_warm_up()
    {
        // Eight seconds in pieces of 200 ms: the first two seconds are slow.
        var soak = Soak.Of(Run(piece => piece < 10 ? 90_000_000 : 2_000_000, _ => 100, 40, Nanosecond.Second / 5));

        Assert.True(soak.IsSteady);
    }

    private static LoadTotals Run(Func<int, long> response, Func<int, int> count, int seconds = 120, long length = Nanosecond.Second)
    {
        var totals = new LoadTotals();
        for (var number = 0; number < seconds; number++)
        {
            var second = new LoadSecond { Number = number, Length = length };
            second.Outcomes.Add(Outcome.Ok, count(number));
            second.Response.Record(response(number));
            totals.Add(second);
        }

        return totals;
    }
}
