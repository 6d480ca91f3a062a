using System.Globalization;
using System.Numerics;
using System.Reflection;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Binding;

/// <summary>Makes values of text, invariantly.</summary>
internal static class TextConversion
{
    /// <summary>A converter to a type, or null where text does not become such a value.</summary>
    public static Func<string, object?>? To(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var invariant = CultureInfo.InvariantCulture;
        if (type == typeof(string) || type == typeof(object))
            return s => s;
        if (type == typeof(bool))
            return s => bool.Parse(s);
        if (type == typeof(Uri))
            return s => new Uri(s, UriKind.RelativeOrAbsolute);
        if (type == typeof(BigDecimal))
            return s => BigDecimal.Parse(s);
        // The general parsers would take the German "1,5" for 15.
        if (type == typeof(double))
            return s => double.Parse(s, NumberStyles.Float, invariant);
        if (type == typeof(float))
            return s => float.Parse(s, NumberStyles.Float, invariant);
        if (type == typeof(decimal))
            return s => decimal.Parse(s, NumberStyles.Float, invariant);
        if (type == typeof(BigInteger))
            return s => BigInteger.Parse(s, NumberStyles.Integer, invariant);
        if (type.IsEnum)
            return s => ParseEnum(type, s);
        if (Array.Exists(type.GetInterfaces(), i => IsParsable(i, type)))
        {
            return typeof(TextConversion).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type).CreateDelegate<Func<string, object?>>();
        }

        return null;
    }

    private static bool IsParsable(Type candidate, Type type) =>
        candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IParsable<>) && candidate.GenericTypeArguments[0] == type;

    private static object? Parse<T>(string text)
        where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

    private static object ParseEnum(Type type, string text)
    {
        var name = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_')));
        foreach (var candidate in Enum.GetNames(type))
        {
            if (candidate.Replace("_", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase))
                return Enum.Parse(type, candidate);
        }

        throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames(type))}.");
    }
}
