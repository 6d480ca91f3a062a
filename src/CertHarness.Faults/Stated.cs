namespace CertHarness.Faults;

/// <summary>Judges the values of faults.</summary>
internal static class Stated
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <exception cref="ArgumentException">A value is out of its range; the message names all that are.</exception>
    public static void Check(string fault, IEnumerable<string> own, Direction direction, double probability)
    {
        string[] problems =
        [
            .. own,
            .. Unless(direction is Direction.ToSut or Direction.FromSut or Direction.Both, nameof(direction), direction, "ToSut, FromSut or Both"),
            .. Unless(probability is >= 0 and <= 1, nameof(probability), probability, "from 0 to 1"),
        ];
        if (problems.Length > 0)
            throw new ArgumentException($"{fault}: {string.Join("; ", problems)}.", nameof(fault));
    }

    public static IEnumerable<string> Duration(string name, TimeSpan value) =>
        Unless(value >= TimeSpan.Zero && value <= Longest, name, value, $"from {TimeSpan.Zero} to {Longest}");

    public static IEnumerable<string> AtLeast(string name, long value, long least) =>
        Unless(value >= least, name, value, $"at least {least}");

    public static IEnumerable<string> Unless(bool good, string name, object value, string allowed) =>
        good ? [] : [$"{name} is {value}, and has to be {allowed}"];
}
