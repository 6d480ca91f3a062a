namespace CertHarness.Load.Limits;

/// <summary>
/// Whether a series drifts. The slope is the median of the slopes of all pairs (Theil 1950, Sen 1968) with Sen's confidence interval; the
/// test is that of Mann (1945) and Kendall with its correction for ties. None of it assumes a distribution, and outliers move neither.
/// </summary>
/// <param name="Verdict">What the series says.</param>
/// <param name="Change">How much the series changes from its start to its end along the slope, as a part of its median: 0.1 is 10 % up.</param>
/// <param name="Low">The lower end of the confidence interval of the change.</param>
/// <param name="High">The upper end.</param>
/// <param name="PValue">How likely a rank correlation with time this strong is where there is no trend.</param>
/// <param name="Confidence">The confidence of interval and verdict, such as 0.99.</param>
public sealed record Trend(TrendVerdict Verdict, double Change, double Low, double High, double PValue, double Confidence)
{
    /// <summary>Fewer values than this say nothing.</summary>
    public const int LeastValues = 10;

    /// <summary>Longer series are first made into so many medians of neighbours: neighbours are alike, and counting each of them on its own
    /// would pretend a certainty that is not there.</summary>
    private const int MostBlocks = 60;

    /// <summary>Looks for a drift.</summary>
    /// <param name="values">The series, at equal distances in time.</param>
    /// <param name="tolerance">A change of so much of the median over the whole series is still no drift.</param>
    /// <param name="confidence">The confidence wanted, above 0 and below 1.</param>
    public static Trend Of(IReadOnlyList<double> values, double tolerance = 0.1, double confidence = 0.99)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        var blocks = Blocks(values);
        if (blocks.Length < LeastValues)
            return new(TrendVerdict.Undecided, 0, double.NegativeInfinity, double.PositiveInfinity, 1, confidence);

        var deviation = Math.Sqrt(Variance(blocks));
        var slopes = Slopes(blocks);
        var scale = Scale(blocks);
        var reach = Normal.Quantile((1 + confidence) / 2) * deviation;
        var change = Median(slopes) * scale;
        var low = At(slopes, ((slopes.Length - reach) / 2) - 1) * scale;
        var high = At(slopes, (slopes.Length + reach) / 2) * scale;
        return new(Judge(low, high, tolerance), change, low, high, PValueOf(blocks, deviation), confidence);
    }

    private static TrendVerdict Judge(double low, double high, double tolerance)
    {
        if (low > tolerance)
            return TrendVerdict.Rising;
        if (high < -tolerance)
            return TrendVerdict.Falling;
        return low >= -tolerance && high <= tolerance ? TrendVerdict.NoDrift : TrendVerdict.Undecided;
    }

    private static double[] Blocks(IReadOnlyList<double> values)
    {
        if (values.Count <= MostBlocks)
            return [.. values];
        var blocks = new double[MostBlocks];
        for (var block = 0; block < MostBlocks; block++)
        {
            var (start, end) = ((int)((long)block * values.Count / MostBlocks), (int)((block + 1L) * values.Count / MostBlocks));
            blocks[block] = Median([.. values.Skip(start).Take(end - start).Order()]);
        }

        return blocks;
    }

    /// <summary>From a slope a step to the change over all steps, as a part of the median.</summary>
    private static double Scale(double[] values)
    {
        var median = Math.Abs(Median([.. values.Order()]));
        return (values.Length - 1) / (median > 0 ? median : 1);
    }

    private static double[] Slopes(double[] values)
    {
        var slopes = new List<double>(values.Length * (values.Length - 1) / 2);
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i + 1; j < values.Length; j++)
                slopes.Add((values[j] - values[i]) / (j - i));
        }

        return [.. slopes.Order()];
    }

    private static double PValueOf(double[] values, double deviation)
    {
        var score = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i + 1; j < values.Length; j++)
                score += Math.Sign(values[j] - values[i]);
        }

        // The score has steps, the normal distribution has none: half a step of two is taken off.
        return deviation == 0 || score == 0 ? 1 : 2 * (1 - Normal.Probability((Math.Abs(score) - 1) / deviation));
    }

    private static double Variance(double[] values)
    {
        double n = values.Length;
        var ties = values.GroupBy(value => value).Sum(group => Term(group.Count()));
        return (Term(n) - ties) / 18;

        static double Term(double count) => count * (count - 1) * ((2 * count) + 5);
    }

    private static double At(double[] sorted, double rank) => sorted[(int)Math.Clamp(Math.Round(rank), 0, sorted.Length - 1)];

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}

/// <summary>What a series says about a drift.</summary>
public enum TrendVerdict
{
    /// <summary>With the confidence wanted, it changes by no more than the tolerance.</summary>
    NoDrift,

    /// <summary>With the confidence wanted, it rises by more than the tolerance.</summary>
    Rising,

    /// <summary>With the confidence wanted, it falls by more than the tolerance.</summary>
    Falling,

    /// <summary>It is too short or too restless to say.</summary>
    Undecided,
}
