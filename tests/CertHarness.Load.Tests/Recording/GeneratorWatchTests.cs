using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Tests.Recording;

public sealed class GeneratorWatchTests
{
    [Fact]
    public void A_generator_with_reserve_that_was_on_time_was_not_the_limit() =>
        Assert.Empty(Judge(_ => { }));

    [Fact]
    public void Dropped_iterations_make_it_the_limit() =>
        Assert.Contains("dropped them", Assert.Single(Judge(second => second.Outcomes.Add(Outcome.Dropped))));

    [Fact]
    public void A_thread_without_pause_makes_it_the_limit() =>
        Assert.Contains("busy without pause in 10 of 10 seconds", Assert.Single(Judge(second => second.Busy = 0.99)));

    [Fact]
    public void One_busy_second_of_many_does_not() =>
        Assert.Empty(Judge(second => second.Busy = second.Number == 0 ? 1 : 0.5, seconds: 20));

    [Fact]
    public void A_short_piece_without_pause_does_not() =>
        Assert.Empty(Judge(second => second.Busy = second.Number % 2 == 0 ? 1 : 0.5, seconds: 20, length: Nanosecond.Second / 5));

    [Fact]
    public void Short_pieces_without_pause_for_a_second_do() =>
        Assert.Contains("in 2 of 2 seconds", Assert.Single(Judge(second => second.Busy = 1, length: Nanosecond.Second / 5)));

    [Fact]
    public void A_run_of_less_than_a_second_is_judged_as_one() =>
        Assert.Contains("in 1 of 1 seconds", Assert.Single(Judge(second => second.Busy = 1, seconds: 2, length: Nanosecond.Second / 5)));

    [Fact]
    public void More_lateness_may_be_allowed() => Assert.Empty(Judge(
        second => second.Lag.Record(20 * Nanosecond.Millisecond), mostLag: TimeSpan.FromMilliseconds(30)));

    [Fact]
    public void Beginning_late_makes_it_the_limit() =>
        Assert.Contains("20.", Assert.Single(Judge(second => second.Lag.Record(20 * Nanosecond.Millisecond))));

    [Fact]
    public void Being_late_by_little_beside_what_is_measured_does_not() =>
        Assert.Empty(Judge(second =>
        {
            second.Lag.Record(20 * Nanosecond.Millisecond);
            second.Response.Record(500 * Nanosecond.Millisecond);
        }));

    [Fact]
    public void What_it_ran_out_of_is_told() =>
        Assert.Equal(["no ports"], new LoadTotals().Finish(new LoadEnd { Exhausted = ["no ports"] }).GeneratorLimits);

    private static IReadOnlyList<string> Judge(
        Action<LoadSecond> change, int seconds = 10, long length = Nanosecond.Second, TimeSpan? mostLag = null)
    {
        var totals = new LoadTotals();
        for (var number = 0; number < seconds; number++)
        {
            var second = new LoadSecond { Number = number, Length = length, Busy = 0.5 };
            change(second);
            totals.Add(second);
        }

        return totals.Finish(new LoadEnd(), mostLag).GeneratorLimits;
    }
}
