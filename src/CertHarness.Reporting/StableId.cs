using System.Security.Cryptography;
using System.Text;

namespace CertHarness.Reporting;

/// <summary>Identifiers made from what they identify, so that the same evaluation gives the same files.</summary>
internal static class StableId
{
    /// <summary>128 bits of SHA-256 over the parts, in lower-case hexadecimal.</summary>
    public static string Hash(params IEnumerable<string> parts) => Convert.ToHexStringLower(Digest(parts));

    /// <summary>The same in the shape of a UUID, version 8 (RFC 9562, 5.8).</summary>
    public static string Uuid(params IEnumerable<string> parts)
    {
        var bytes = Digest(parts);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    // The separator is no character of any part, so ("a", "bc") and ("ab", "c") differ.
    private static byte[] Digest(IEnumerable<string> parts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)))[..16];
}
