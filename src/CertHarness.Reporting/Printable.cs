using System.Globalization;
using System.Text;

namespace CertHarness.Reporting;

/// <summary>Makes text of unknown origin fit to be shown: a SUT may answer with any characters and at any length.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with everything invisible made visible: control characters and lone surrogates as <c>\u0000</c>, and so the
    /// characters that turn the direction of writing, for they can make a text read as another one. Line feeds and tabs stay.
    /// </summary>
    public static string Of(string text)
    {
        if (text.All(IsPlain))
            return text;
        var visible = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPlain(text[i]))
            {
                visible.Append(text[i]);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                visible.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] != '\r' || i + 1 == text.Length || text[i + 1] != '\n')
            {
                visible.Append("\\u").Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
        return visible.ToString();
    }

    /// <summary>As <see cref="Of"/>, and cut behind <paramref name="limit"/> characters, where a note then says how many there were.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The number of UTF-16 code units to keep; one more or less at a surrogate pair.</param>
    /// <param name="note">Makes the note from the number of code units in the whole text.</param>
    public static string Cut(string text, int limit, Func<int, string> note)
    {
        if (text.Length <= limit)
            return Of(text);
        var end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return Of(text[..end]) + " … " + note(text.Length);
    }

    /// <summary>As <see cref="Cut(string, int, Func{int, string})"/>, with an English note.</summary>
    public static string Cut(string text, int limit) => Cut(text, limit, length => $"[cut; {length} characters in all]");

    private static bool IsPlain(char c) => c switch
    {
        '\n' or '\t' => true,
        '\u061c' or '\u200e' or '\u200f' or '\ufeff' or '\ufffe' or '\uffff' => false,
        >= '\u2028' and <= '\u202e' => false,
        >= '\u2060' and <= '\u2069' => false,
        _ => !char.IsControl(c) && !char.IsSurrogate(c),
    };
}
