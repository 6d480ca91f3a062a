using System.Runtime.CompilerServices;

namespace CertHarness.Load.Recording;

/// <summary>How many iterations ended in which way.</summary>
public sealed class OutcomeCounts
{
    private Counts _counts;

    /// <summary>The iterations that ended so.</summary>
    /// <param name="outcome">How.</param>
    public long this[Outcome outcome] => _counts[(int)outcome];

    /// <summary>All iterations that ended.</summary>
    public long Total => Sum(_counts);

    /// <summary>Those that did not end well, by the SUT's or the network's doing.</summary>
    public long Failed => Total - this[Outcome.Ok] - this[Outcome.Dropped];

    /// <summary>Counts some.</summary>
    /// <param name="outcome">How they ended.</param>
    /// <param name="count">How many.</param>
    public void Add(Outcome outcome, long count = 1) => _counts[(int)outcome] += count;

    /// <summary>Counts what others have counted.</summary>
    /// <param name="other">The others.</param>
    public void Add(OutcomeCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var outcome in Enum.GetValues<Outcome>())
            Add(outcome, other[outcome]);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _counts = default;

    private static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    [InlineArray(6)]
    private struct Counts
    {
        private long _first;
    }
}
