using CertHarness.Load.Recording;
using CsCheck;

namespace CertHarness.Load.Tests.Recording;

public sealed class LatencyHistogramTests
{
    private static readonly Gen<long> AnyDuration =
        Gen.OneOf(Gen.Long[0, 1000], Gen.Long[0, 1_000_000], Gen.Long[0, 10_000_000_000], Gen.Long[0, LatencyHistogram.Highest]);

    [Fact]
    public void A_percentile_is_that_of_the_sorted_durations_to_three_digits() =>
        Gen.Select(AnyDuration.Array[1, 200], Gen.Int[0, 1000]).Sample((durations, permille) =>
        {
            var histogram = Of(durations);
            var sorted = durations.Order().ToList();
            var rank = Math.Max(1, ((permille * sorted.Count) + 999) / 1000);
            var exact = sorted[rank - 1];
            return Math.Abs(histogram.Percentile(permille / 10.0) - exact) <= Math.Max(64, exact / 1000);
        });

    [Fact]
    public void What_is_encoded_is_decoded_to_the_same_counts() =>
        AnyDuration.Array[0, 300].Sample(durations =>
        {
            var histogram = Of(durations);
            var decoded = HistogramEncoding.Decode(HistogramEncoding.Encode(histogram));
            return decoded.Count == histogram.Count && decoded.Counts.SequenceEqual(histogram.Counts);
        });

    [Fact]
    public void Many_equal_counts_are_encoded_too()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 100_000; i++)
            histogram.Record(5_000_000);

        Assert.Equal(100_000, HistogramEncoding.Decode(HistogramEncoding.Encode(histogram)).Count);
    }

    [Fact]
    public void Adding_is_recording_both() =>
        Gen.Select(AnyDuration.Array[0, 50], AnyDuration.Array[0, 50]).Sample((first, second) =>
        {
            var sum = Of(first);
            sum.Add(Of(second));
            return sum.Counts.SequenceEqual(Of([.. first, .. second]).Counts) && sum.Max == Of([.. first, .. second]).Max;
        });

    [Fact]
    public void Clearing_leaves_nothing()
    {
        var histogram = Of([1, 2, 3_000_000]);
        histogram.Clear();

        Assert.Equal((0, 0, 0), (histogram.Count, histogram.Max, histogram.Percentile(99)));
    }

    [Fact]
    public void What_is_out_of_range_counts_at_its_ends()
    {
        var histogram = Of([-5, long.MaxValue]);

        Assert.Equal(0, histogram.Percentile(1), 64.0);
        Assert.Equal(LatencyHistogram.Highest, histogram.Max);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("HISTFAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public void What_is_no_histogram_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => HistogramEncoding.Decode(text));

    private static LatencyHistogram Of(IEnumerable<long> durations)
    {
        var histogram = new LatencyHistogram();
        foreach (var duration in durations)
            histogram.Record(duration);
        return histogram;
    }
}
