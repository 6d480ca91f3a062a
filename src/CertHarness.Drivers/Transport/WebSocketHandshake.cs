using System.Security.Cryptography;
using System.Text;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>The opening handshake of a client (RFC 6455, 4.1).</summary>
internal sealed class WebSocketHandshake(RecordedConnection connection, Route route)
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MostBytes = 16 << 10;
    private const int MostShown = 80;

    /// <summary>Opens the WebSocket.</summary>
    /// <returns>The subprotocol that the server selected, or null, and the bytes that follow its answer.</returns>
    /// <exception cref="SutUnavailableException">The server does not open one.</exception>
    public async Task<(string? Subprotocol, byte[] Remainder)> RunAsync(CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await connection.WriteAsync(Encoding.ASCII.GetBytes(Request(key)), cancellationToken);
        var (answer, rest) = await AnswerAsync(cancellationToken);
        var lines = answer.Split("\r\n");
        var status = lines[0].Split(' ', 3);
        if (!lines[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || status.Length < 2 || status[1] != "101")
        {
            throw Refused($"answers \"{Short(lines[0])}\"");
        }

        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Where(l => l.Length == 2)
            .ToLookup(l => l[0].Trim(), l => l[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var expected = Accept(key);
        if (headers["Sec-WebSocket-Accept"].FirstOrDefault() != expected)
        {
            throw Refused("answers 101 without the Sec-WebSocket-Accept that proves it has read the request");
        }

        return (headers["Sec-WebSocket-Protocol"].FirstOrDefault(), rest);
    }

    // SHA-1 is what RFC 6455 prescribes here; nothing is kept secret by it.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350

    private string Request(string key) => string.Join(
        "\r\n",
        [
            $"GET {route.WebSocket!.Path} HTTP/1.1",
            $"Host: {TcpConnector.Where(route.Host, route.Port)}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            $"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            .. route.WebSocket.Subprotocols.Count == 0 ? Array.Empty<string>() : [$"Sec-WebSocket-Protocol: {string.Join(", ", route.WebSocket.Subprotocols)}"],
            "",
            "",
        ]);

    private async Task<(string Answer, byte[] Remainder)> AnswerAsync(CancellationToken cancellationToken)
    {
        var received = new byte[MostBytes];
        var filled = 0;
        while (filled < received.Length)
        {
            var length = await connection.ReadAsync(received.AsMemory(filled), cancellationToken);
            if (length == 0)
            {
                throw Refused(filled == 0 ? "closes the connection when it is asked for a WebSocket" : $"answers \"{Short(Encoding.ASCII.GetString(received, 0, filled))}\" and closes");
            }

            filled += length;
            if (received.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                return (Encoding.ASCII.GetString(received, 0, end), received[(end + 4)..filled]);
            }

            if (!"HTTP/"u8.StartsWith(received.AsSpan(0, Math.Min(filled, 5))))
            {
                throw Refused($"does not answer in HTTP: it sent {Convert.ToHexString(received.AsSpan(0, Math.Min(filled, 16)))}");
            }
        }

        throw Refused($"answers with more than {MostBytes} bytes of headers");
    }

    private static string Short(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c).Take(MostShown));

    private SutUnavailableException Refused(string how) => new(
        $"{connection.Name}: {TcpConnector.Where(route.Host, route.Port)} opens no WebSocket at {route.WebSocket!.Path}: it {how} (frame {connection.LastFrame})");
}
