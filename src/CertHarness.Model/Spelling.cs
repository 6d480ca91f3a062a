using System.Text.Json;

namespace CertHarness.Model;

/// <summary>How the model's enumerations are written in YAML, JSON and tags: in lower case with hyphens.</summary>
public static class Spelling
{
    /// <summary>The spelling of a value, such as <c>data-integrity</c>.</summary>
    /// <param name="value">A defined value.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <exception cref="KeyNotFoundException">The value is not defined.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    /// <summary>Reads a spelling, case and all.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value; the default one where the text is no spelling.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => Words<T>.ByText.TryGetValue(text, out value);

    /// <summary>All spellings, in the order of the values.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Words<T>.All;

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

        public static readonly Dictionary<string, T> ByText = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<T>().Select(v => ByValue[v])];
    }
}
