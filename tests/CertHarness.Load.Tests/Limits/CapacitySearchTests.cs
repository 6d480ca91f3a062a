using CertHarness.Load.Limits;
using CsCheck;

namespace CertHarness.Load.Tests.Limits;

public sealed class CapacitySearchTests
{
    [Fact]
    public void The_limit_is_found_to_the_precision_wherever_it_lies_and_wherever_the_search_begins() =>
        Gen.Select(Gen.Double[1, 100_000], Gen.Double[1, 100_000]).Sample((limit, start) =>
        {
            var result = Search(start, rate => rate <= limit).GetAwaiter().GetResult();
            return result.Held <= limit && result.Held >= limit / 1.06 && result.AtLeast is null && result.Curve.Count < 40;
        });

    [Fact]
    public async Task The_curve_is_sorted_and_ends_with_what_was_not_held()
    {
        var result = await Search(10, rate => rate <= 700);

        Assert.Equal(result.Curve.OrderBy(point => point.Rate), result.Curve);
        Assert.Equal("too slow", result.Limit!.NotHeld);
        Assert.True(result.Limit.Rate > result.Held);
    }

    [Fact]
    public async Task A_SUT_that_holds_nothing_has_a_capacity_of_nothing() => Assert.Equal(0, (await Search(1000, _ => false)).Held);

    [Fact]
    public async Task A_SUT_that_holds_the_highest_rate_holds_at_least_that()
    {
        var result = await Search(1000, _ => true);

        Assert.Equal(200_000, result.Held);
        Assert.Contains("the limit is higher", result.AtLeast);
    }

    [Fact]
    public async Task Where_the_generator_was_the_limit_the_result_says_at_least()
    {
        var result = await new CapacitySearch().RunAsync(
            100, 1, 200_000, (rate, _) => Task.FromResult(Point(rate) with { GeneratorLimit = rate > 5000 ? "it was late" : null }), CancellationToken.None);

        Assert.InRange(result.Held, 4700, 5000);
        Assert.Equal("the generator was the limit: it was late", result.AtLeast);
    }

    [Fact]
    public async Task A_cancelled_search_keeps_what_it_has_found()
    {
        using var cancelled = new CancellationTokenSource();
        var result = await new CapacitySearch().RunAsync(
            100,
            1,
            200_000,
            (rate, _) =>
            {
                if (rate > 1000)
                    cancelled.Cancel();
                return Task.FromResult(Point(rate));
            },
            cancelled.Token);

        Assert.Equal((800, "the search was cancelled"), (result.Held, result.AtLeast));
    }

    private static Task<CapacityResult> Search(double start, Func<double, bool> holds) => new CapacitySearch().RunAsync(
        start, 0.5, 200_000, (rate, _) => Task.FromResult(Point(rate) with { NotHeld = holds(rate) ? null : "too slow" }), CancellationToken.None);

    private static CapacityPoint Point(double rate) => new(rate, rate, 1, 2, 3, null, null);
}
