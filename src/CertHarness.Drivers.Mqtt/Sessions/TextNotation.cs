using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Text in features may name characters that nobody can see, such as <c>{U+FEFF}</c>.</summary>
internal static partial class TextNotation
{
    private const int MostShown = 60;

    /// <summary>The text with the named characters in their places.</summary>
    public static string Read(string text) =>
        NamedCharacter().Replace(text, m => char.ConvertFromUtf32(int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    /// <summary>The bytes of a payload written in a feature.</summary>
    public static byte[] Payload(string text) => Encoding.UTF8.GetBytes(Read(text));

    /// <summary>A payload for a failure message: in quotes where it is text, otherwise in hexadecimal, cut to a readable length.</summary>
    public static string Show(ReadOnlySpan<byte> payload)
    {
        var shown = payload[..Math.Min(payload.Length, MostShown)];
        var isText = !shown.ContainsAnyInRange((byte)0, (byte)0x1F) && System.Text.Unicode.Utf8.IsValid(shown);
        var text = isText ? $"\"{Encoding.UTF8.GetString(shown)}\"" : $"0x{Convert.ToHexString(shown)}";
        return payload.Length > MostShown ? $"{text}… ({payload.Length} bytes)" : text;
    }

    [GeneratedRegex(@"\{U\+([0-9A-F]{4,6})\}")]
    private static partial Regex NamedCharacter();
}
