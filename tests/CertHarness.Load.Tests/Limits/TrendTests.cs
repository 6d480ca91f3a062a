using CertHarness.Load.Limits;
using CsCheck;

namespace CertHarness.Load.Tests.Limits;

public sealed class TrendTests
{
    [Fact]
    public void Noise_around_a_constant_is_no_drift() =>
        Assert.Equal(TrendVerdict.NoDrift, Trend.Of(Series(600, i => 100)).Verdict);

    [Fact]
    public void A_constant_is_no_drift_and_has_no_evidence_for_one()
    {
        var trend = Trend.Of([.. Enumerable.Repeat(5.0, 100)]);

        Assert.Equal((TrendVerdict.NoDrift, 0, 1), (trend.Verdict, trend.Change, trend.PValue));
    }

    [Fact]
    public void A_leak_rises_and_its_size_is_found()
    {
        var trend = Trend.Of(Series(600, i => 100 + (i / 6.0)));

        Assert.Equal(TrendVerdict.Rising, trend.Verdict);
        Assert.Equal(100 / 150.0, trend.Change, 0.05);
        Assert.InRange(trend.Change, trend.Low, trend.High);
        Assert.True(trend.PValue < 0.001);
    }

    [Fact]
    public void Throughput_that_goes_down_falls() =>
        Assert.Equal(TrendVerdict.Falling, Trend.Of(Series(600, i => 1000 - i)).Verdict);

    [Fact]
    public void A_few_outliers_make_no_drift() =>
        Assert.Equal(TrendVerdict.NoDrift, Trend.Of(Series(600, i => i > 560 && i % 7 == 0 ? 50_000 : 100)).Verdict);

    [Fact]
    public void Too_short_a_series_says_nothing() =>
        Assert.Equal(TrendVerdict.Undecided, Trend.Of([1, 2, 3, 4]).Verdict);

    [Fact]
    public void A_restless_series_is_undecided_rather_than_cleared() =>
        Assert.Equal(TrendVerdict.Undecided, Trend.Of([.. Enumerable.Range(0, 12).Select(i => 100.0 * (1 + (i * 7 % 12)))]).Verdict);

    [Fact]
    public void A_series_backwards_changes_the_other_way() =>
        Gen.Double[1, 100].Array[10, 50].Sample(values =>
        {
            var (there, back) = (Trend.Of(values), Trend.Of([.. values.Reverse()]));
            return Math.Abs(there.Change + back.Change) < 1e-6 && Math.Abs(there.PValue - back.PValue) < 1e-9;
        });

    [Theory]
    [InlineData(0.95, 1.959964)]
    [InlineData(0.99, 2.575829)]
    public void Quantiles_are_those_of_the_tables(double confidence, double expected) =>
        Assert.Equal(expected, Normal.Quantile((1 + confidence) / 2), 1e-5);

    private static double[] Series(int count, Func<int, double> value) =>
        [.. Enumerable.Range(0, count).Select(i => value(i) * (1 + (((i * 7919 % 101) - 50) / 1000.0)))];
}
