using System.Globalization;

namespace CertHarness.Model.Measuring;

/// <summary>Numbers with units as text, in the invariant culture: as many digits as a measurement bears, no more.</summary>
public static class Quantity
{
    private const int SignificantDigits = 4;

    /// <summary>A value and its unit, such as <c>412 ms</c>.</summary>
    /// <param name="value">The value; finite.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="beside">A number that it is compared with: where rounding would make the two alike, the value is written in full.</param>
    public static string Text(double value, string unit, double? beside = null) => $"{Text(value, beside)} {unit}";

    /// <summary>A value without its unit: four significant digits, or all before the point, and no trailing zeros.</summary>
    /// <param name="value">The value; finite.</param>
    /// <param name="beside">A number that it is compared with, or null.</param>
    public static string Text(double value, double? beside = null)
    {
        var rounded = Rounded(value);
        var exact = rounded is not { } number || (number != value && number == beside);
        return exact
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : rounded!.Value.ToString("0.###############", CultureInfo.InvariantCulture);
    }

    private static double? Rounded(double value)
    {
        if (double.IsInteger(value))
            return value;
        var decimals = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return decimals > 15 ? null : Math.Round(value, Math.Max(0, decimals), MidpointRounding.AwayFromZero);
    }
}
