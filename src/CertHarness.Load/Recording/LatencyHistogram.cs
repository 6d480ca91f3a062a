using System.Numerics;
using System.Runtime.CompilerServices;

namespace CertHarness.Load.Recording;

/// <summary>
/// A histogram of durations in nanoseconds with the layout of HdrHistogram (Gil Tene): from 0 to an hour, three significant digits, and
/// at least 64 ns apart. Recording is a shift, a count of leading zeros and an increment. Not thread-safe.
/// </summary>
/// <remarks>The package HdrHistogram 2.5 writes its log in UTF-16, which no other tool reads, and states no licence; hence our own.</remarks>
public sealed class LatencyHistogram
{
    /// <summary>The largest duration that is told apart from larger ones: an hour.</summary>
    public const long Highest = 3_600_000_000_000;

    internal const int Digits = 3;
    internal const long Lowest = 100;

    private const int UnitMagnitude = 6;
    private const int HalfMagnitude = 10;
    private const int HalfCount = 1 << HalfMagnitude;
    private const long SubBucketMask = ((2L * HalfCount) - 1) << UnitMagnitude;
    private const int LeadingZeros = 64 - UnitMagnitude - HalfMagnitude - 1;
    private const int Buckets = 26;

    private readonly long[] _counts = new long[(Buckets + 1) * HalfCount];

    /// <summary>How many durations were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The longest one, in nanoseconds; 0 where there is none. It is exact unless it was read from a log.</summary>
    public long Max { get; private set; }

    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>Records a duration.</summary>
    /// <param name="nanoseconds">How long; below 0 counts as 0, over an hour as an hour.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long nanoseconds)
    {
        var value = Math.Clamp(nanoseconds, 0, Highest);
        _counts[IndexOf(value)]++;
        Count++;
        if (value > Max)
            Max = value;
    }

    /// <summary>The duration that so many percent of all do not exceed, to the histogram's precision, in nanoseconds; 0 where nothing was
    /// recorded.</summary>
    /// <param name="percentile">From 0 to 100.</param>
    public long Percentile(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        // A product such as 99.9 / 100 * 1000 may come out a hair above the whole number it is.
        var wanted = Math.Max(1, (long)Math.Ceiling((percentile / 100 * Count) - 1e-6));
        long seen = 0;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= wanted)
                return Math.Min(HighestOf(index), Max);
        }

        return Max;
    }

    /// <summary>Records what another one has recorded.</summary>
    /// <param name="other">The other.</param>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var index = 0; index < _counts.Length; index++)
            _counts[index] += other._counts[index];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _counts.AsSpan().Clear();
        (Count, Max) = (0, 0);
    }

    /// <summary>Sets a count as a log has it.</summary>
    internal void Set(int index, long count)
    {
        _counts[index] = count;
        Count += count;
        if (count > 0)
            Max = Math.Min(Highest, HighestOf(index));
    }

    private static int IndexOf(long value)
    {
        var bucket = LeadingZeros - BitOperations.LeadingZeroCount((ulong)(value | SubBucketMask));
        var subBucket = (int)(value >> (bucket + UnitMagnitude));
        return ((bucket + 1) << HalfMagnitude) + subBucket - HalfCount;
    }

    private static long LowestOf(int index)
    {
        var bucket = (index >> HalfMagnitude) - 1;
        var subBucket = (index & (HalfCount - 1)) + HalfCount;
        return bucket < 0 ? (long)(subBucket - HalfCount) << UnitMagnitude : (long)subBucket << (bucket + UnitMagnitude);
    }

    private static long WidthOf(int index) => 1L << (UnitMagnitude + Math.Max(0, (index >> HalfMagnitude) - 1));

    private static long HighestOf(int index) => LowestOf(index) + WidthOf(index) - 1;
}
