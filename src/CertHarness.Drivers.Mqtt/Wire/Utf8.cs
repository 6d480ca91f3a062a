using System.Buffers;
using System.Text;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>UTF-8 that can also carry what the standard forbids.</summary>
internal static class Utf8
{
    /// <summary>Encodes text; an unpaired surrogate becomes its three-byte form, so that a test can send it.</summary>
    public static byte[] Encode(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? EncodeWithSurrogates(text) : Encoding.UTF8.GetBytes(text);

    public static bool IsWellFormed(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static byte[] EncodeWithSurrogates(ReadOnlySpan<char> rest)
    {
        var bytes = new List<byte>(rest.Length * 3);
        Span<byte> encoded = stackalloc byte[4];
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) == OperationStatus.Done)
                bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            else
                bytes.AddRange((byte)(0xE0 | (rest[0] >> 12)), (byte)(0x80 | ((rest[0] >> 6) & 0x3F)), (byte)(0x80 | (rest[0] & 0x3F)));
            rest = rest[used..];
        }

        return [.. bytes];
    }
}
