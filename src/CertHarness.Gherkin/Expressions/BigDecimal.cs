using System.Globalization;
using System.Numerics;

namespace CertHarness.Gherkin.Expressions;

/// <summary>A decimal number with any number of digits: <c>Unscaled × 10^-Scale</c>.</summary>
/// <param name="Unscaled">All digits.</param>
/// <param name="Scale">How many of them stand after the point; negative where zeros follow the digits.</param>
public readonly record struct BigDecimal(BigInteger Unscaled, int Scale)
{
    /// <summary>Reads an invariantly written number, with or without an exponent.</summary>
    /// <param name="text">Such as <c>-3.14</c> or <c>1.5E+3</c>.</param>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static BigDecimal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var invariant = CultureInfo.InvariantCulture;
        var e = text.IndexOfAny(['e', 'E']);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, invariant);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        return new BigDecimal(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, invariant), fraction - exponent);
    }

    /// <summary>The number as a <see cref="decimal"/>.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="OverflowException">It is too large.</exception>
    public static explicit operator decimal(BigDecimal value) =>
        decimal.Parse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The number written invariantly and without an exponent.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
        if (Scale <= 0)
            digits += new string('0', -Scale);
        else
            digits = digits.PadLeft(Scale + 1, '0').Insert(Math.Max(digits.Length, Scale + 1) - Scale, ".");
        return (Unscaled.Sign < 0 ? "-" : "") + digits;
    }
}
