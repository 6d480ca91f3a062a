using System.Text;
using System.Text.RegularExpressions;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>
/// Packets written byte by byte in a feature: hexadecimal pairs, <c>'text'</c>, and in braces what only the run knows:
/// <c>{len}</c> the Remaining Length, <c>{id}</c> the client identifier, <c>{topic lamp/1}</c> a topic under the scenario's prefix,
/// <c>{flags 02}</c> connect flags and <c>{login}</c> the credentials that they announce. A semicolon begins another packet.
/// </summary>
/// <param name="clientId">The client identifier.</param>
/// <param name="topic">Gives a topic its prefix.</param>
/// <param name="username">The user name to log in with, or null.</param>
/// <param name="password">The password to log in with, or null.</param>
internal sealed partial class WireNotation(string clientId, Func<string, string> topic, string? username, string? password)
{
    private const byte UserNameFlag = 0x80;
    private const byte PasswordFlag = 0x40;

    /// <summary>The bytes of all packets, one after the other.</summary>
    /// <exception cref="FormatException">The text is not in the notation.</exception>
    public byte[] Read(string text) => [.. text.Split(';').SelectMany(ReadPacket)];

    private List<byte> ReadPacket(string text)
    {
        List<byte> head = [], body = [];
        var current = head;
        var declared = false;
        var end = 0;
        foreach (Match token in Token().Matches(text))
        {
            ExpectBlank(text, end, token.Index);
            end = token.Index + token.Length;
            if (token.Value == "{len}")
            {
                declared = true;
                current = body;
            }
            else
            {
                current.AddRange(BytesOf(token.Value));
            }
        }

        ExpectBlank(text, end, text.Length);
        return declared ? [.. head, .. VariableByteInteger(body.Count), .. body] : head;
    }

    private byte[] BytesOf(string token) => token switch
    {
        "{id}" => Prefixed(clientId),
        "{login}" => [.. username is null ? [] : Prefixed(username), .. password is null ? [] : Prefixed(password)],
        _ when token.StartsWith("{flags ", StringComparison.Ordinal) => [(byte)(Convert.FromHexString(token[7..^1])[0] | LoginFlags)],
        _ when token.StartsWith("{topic ", StringComparison.Ordinal) => Prefixed(topic(token[7..^1])),
        _ when token[0] == '\'' => Encoding.UTF8.GetBytes(token[1..^1]),
        _ => Convert.FromHexString(token),
    };

    private int LoginFlags => (username is null ? 0 : UserNameFlag) | (password is null ? 0 : PasswordFlag);

    private static byte[] Prefixed(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static IEnumerable<byte> VariableByteInteger(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }

    private static void ExpectBlank(string text, int from, int to)
    {
        if (!string.IsNullOrWhiteSpace(text[from..to]))
        {
            throw new FormatException(
                $"'{text[from..to].Trim()}' in '{text.Trim()}' is neither a pair of hexadecimal digits nor 'text' nor one of "
                + "{len}, {id}, {login}, {flags XX}, {topic T}.");
        }
    }

    [GeneratedRegex(@"\{len\}|\{id\}|\{login\}|\{flags [0-9A-Fa-f]{2}\}|\{topic [^}]*\}|'[^']*'|\b[0-9A-Fa-f]{2}\b")]
    private static partial Regex Token();
}
