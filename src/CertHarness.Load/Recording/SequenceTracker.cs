namespace CertHarness.Load.Recording;

/// <summary>
/// Follows the numbers of one publisher at one subscriber: which have come, which twice, which after a later one. It remembers only the
/// gaps, so a stream without loss costs nothing however long it is.
/// </summary>
public sealed class SequenceTracker
{
    // Ranges of numbers that are missing, rising; the end is not part of a range.
    private readonly List<(uint Start, uint End)> _gaps = [];

    /// <summary>The number after the highest one that has come.</summary>
    public uint Next { get; private set; }

    /// <summary>How many different numbers have come.</summary>
    public long Received { get; private set; }

    /// <summary>How many came again.</summary>
    public long Duplicates { get; private set; }

    /// <summary>How many came for the first time, but after a later one.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Takes in a number.</summary>
    /// <param name="number">The number, counted from 0.</param>
    /// <returns>Whether it came for the first time.</returns>
    public bool Add(uint number)
    {
        if (number >= Next)
        {
            if (number > Next)
                _gaps.Add((Next, number));
            Next = number + 1;
        }
        else if (Fill(number))
        {
            OutOfOrder++;
        }
        else
        {
            Duplicates++;
            return false;
        }

        Received++;
        return true;
    }

    /// <summary>Whether a number has come.</summary>
    /// <param name="number">The number.</param>
    public bool Has(uint number) => number < Next && GapOf(number) < 0;

    /// <summary>How many of the numbers below an end have not come, leaving out some that need not.</summary>
    /// <param name="end">The number after the last one that counts.</param>
    /// <param name="excused">Numbers below the end that need not come, each once.</param>
    public long Missing(uint end, IEnumerable<uint> excused)
    {
        ArgumentNullException.ThrowIfNull(excused);
        long missing = end > Next ? end - Next : 0;
        foreach (var (start, gapEnd) in _gaps)
            missing += Math.Max(0, (long)Math.Min(gapEnd, end) - start);
        return missing - excused.Count(number => number < end && !Has(number));
    }

    private bool Fill(uint number)
    {
        var index = GapOf(number);
        if (index < 0)
            return false;
        var (start, end) = _gaps[index];
        _gaps.RemoveAt(index);
        if (number + 1 < end)
            _gaps.Insert(index, (number + 1, end));
        if (start < number)
            _gaps.Insert(index, (start, number));
        return true;
    }

    private int GapOf(uint number)
    {
        var (low, high) = (0, _gaps.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (number < _gaps[middle].Start)
                high = middle - 1;
            else if (number >= _gaps[middle].End)
                low = middle + 1;
            else
                return middle;
        }

        return -1;
    }
}
