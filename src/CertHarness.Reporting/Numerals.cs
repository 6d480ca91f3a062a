using System.Globalization;
using CertHarness.Model.Measuring;

namespace CertHarness.Reporting;

/// <summary>
/// Numbers in the manner of a language: 12,345.6 or 12.345,6. Written out here because the tool runs without the system's culture data.
/// </summary>
internal static class Numerals
{
    /// <summary>A whole number with its thousands grouped.</summary>
    public static string Of(int number, string language) => In(language, number.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A measurement, with as many digits as it bears.</summary>
    /// <param name="value">The value; finite.</param>
    /// <param name="language">A two-letter code.</param>
    /// <param name="beside">A number that it is compared with and must not be rounded onto, or null.</param>
    public static string Of(double value, string language, double? beside = null) => In(language, Grouped(Quantity.Text(value, beside)));

    /// <summary>Invariant digits with the separators of a language.</summary>
    public static string In(string language, string number) => language == "de"
        ? string.Concat(number.Select(c => c switch { ',' => '.', '.' => ',', _ => c }))
        : number;

    // What has an exponent is left alone.
    private static string Grouped(string number)
    {
        var sign = number.StartsWith('-') ? 1 : 0;
        var whole = number.AsSpan(sign).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : number.Length - sign;
        if (number.Contains('E', StringComparison.Ordinal))
            return number;
        for (var at = sign + whole - 3; at > sign; at -= 3)
            number = number.Insert(at, ",");
        return number;
    }
}
