using System.Text.Json.Serialization;

namespace CertHarness.Load.Schedules;

/// <summary>The part of a schedule that one of several generators takes over. All shares together are exactly the whole.</summary>
public readonly record struct Share
{
    // So that a share that nobody has set is the whole.
    private readonly int _others;

    /// <summary>Names a share.</summary>
    /// <param name="index">Which one: from 0.</param>
    /// <param name="count">Of how many: at least 1.</param>
    [JsonConstructor]
    public Share(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        (Index, _others) = (index, count - 1);
    }

    /// <summary>Everything.</summary>
    public static Share Whole => default;

    /// <summary>Which one, from 0.</summary>
    public int Index { get; }

    /// <summary>Of how many.</summary>
    public int Count => _others + 1;

    /// <summary>How many of so many numbered things belong to this share: those whose number is its index, modulo the count.</summary>
    /// <param name="whole">How many there are; not negative.</param>
    public int Of(int whole) => whole <= Index ? 0 : ((whole - Index - 1) / Count) + 1;

    /// <summary>Cuts this share into smaller ones.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="count">Of how many.</param>
    public Share Part(int index, int count) => new(Index + (index * Count), Count * count);
}
