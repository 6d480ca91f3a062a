namespace CertHarness.Faults;

/// <summary>Judges the values of faults.</summary>
internal static class Stated
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static IEnumerable<string> Duration(string name, TimeSpan value) =>
        Unless(value >= TimeSpan.Zero && value <= Longest, name, value, $"from {TimeSpan.Zero} to {Longest}");

    public static IEnumerable<string> AtLeast(string name, long value, long least) =>
        Unless(value >= least, name, value, $"at least {least}");

    public static IEnumerable<string> Unless(bool good, string name, object value, string allowed) =>
        good ? [] : [$"{name} is {value}, and has to be {allowed}"];
}
