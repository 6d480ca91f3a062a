using System.Security.Cryptography;
using System.Text;

namespace CertHarness.Drivers.Transport;

/// <summary>The opening handshake of a client (RFC 6455, 4.1): what it asks for, and what it takes for an answer.</summary>
/// <param name="host">A host name or address.</param>
/// <param name="port">The port, 1 to 65535.</param>
/// <param name="options">What is asked for.</param>
public sealed class WebSocketOpening(string host, int port, WebSocketOptions options)
{
    /// <summary>The most bytes that an answer may have.</summary>
    public const int MostBytes = 16 << 10;

    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MostShown = 80;

    /// <summary>The resource.</summary>
    public string Path => options.Path;

    /// <summary>A key that no other request has.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>The request.</summary>
    /// <param name="key">Its key.</param>
    public byte[] Request(string key) => Encoding.ASCII.GetBytes(string.Join(
        "\r\n",
        [
            $"GET {options.Path} HTTP/1.1",
            $"Host: {TcpConnector.Where(host, port)}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            $"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            .. options.Subprotocols.Count == 0 ? Array.Empty<string>() : [$"Sec-WebSocket-Protocol: {string.Join(", ", options.Subprotocols)}"],
            "",
            "",
        ]));

    /// <summary>Looks at what has arrived.</summary>
    /// <param name="received">All of it.</param>
    /// <param name="key">The key of the request.</param>
    /// <returns>What it says so far.</returns>
    public static WebSocketAnswer Read(ReadOnlySpan<byte> received, string key)
    {
        if (received.IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            return Judge(Encoding.ASCII.GetString(received[..end]), key) with { Length = end + 4 };
        if (!"HTTP/"u8.StartsWith(received[..Math.Min(received.Length, 5)]))
            return new WebSocketAnswer { Objection = $"does not answer in HTTP: it sent {Convert.ToHexString(received[..Math.Min(received.Length, 16)])}" };
        return new WebSocketAnswer { Objection = received.Length < MostBytes ? null : $"answers with more than {MostBytes} bytes of headers" };
    }

    /// <summary>Text of a peer, as it can be shown.</summary>
    internal static string Short(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c).Take(MostShown));

    private static WebSocketAnswer Judge(string answer, string key)
    {
        var lines = answer.Split("\r\n");
        var status = lines[0].Split(' ', 3);
        if (!lines[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || status.Length < 2 || status[1] != "101")
            return new WebSocketAnswer { Objection = $"answers \"{Short(lines[0])}\"" };
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Where(l => l.Length == 2)
            .ToLookup(l => l[0].Trim(), l => l[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return headers["Sec-WebSocket-Accept"].FirstOrDefault() == Accept(key)
            ? new WebSocketAnswer { Subprotocol = headers["Sec-WebSocket-Protocol"].FirstOrDefault() }
            : new WebSocketAnswer { Objection = "answers 101 without the Sec-WebSocket-Accept that proves it has read the request" };
    }

    // SHA-1 is what RFC 6455 prescribes here; nothing is kept secret by it.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
}

/// <summary>What a server has answered to a request for a WebSocket.</summary>
public readonly record struct WebSocketAnswer
{
    /// <summary>How many bytes the answer has; 0 while it is not whole.</summary>
    public int Length { get; init; }

    /// <summary>Why it opens no WebSocket, as the rest of a sentence that begins with the server; null while or where nothing speaks against it.</summary>
    public string? Objection { get; init; }

    /// <summary>The subprotocol that the server selected, or null.</summary>
    public string? Subprotocol { get; init; }
}
