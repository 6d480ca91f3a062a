namespace CertHarness.Cli.Output;

/// <summary>Numbers of things in English.</summary>
internal static class Counted
{
    /// <summary>A number and its noun, in the singular where it is one.</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">One of them; its plural ends in s.</param>
    public static string Of(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
