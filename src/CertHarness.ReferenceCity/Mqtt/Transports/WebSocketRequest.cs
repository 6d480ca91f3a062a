using System.Security.Cryptography;
using System.Text;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>The opening handshake of a server (RFC 6455, 4.2).</summary>
internal static class WebSocketRequest
{
    private const string Subprotocol = "mqtt";
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MostBytes = 8192;

    /// <summary>Reads the request and opens the WebSocket.</summary>
    /// <exception cref="IOException">The request is refused; the client has been told.</exception>
    public static async Task AnswerAsync(Stream stream, TransportFaults faults, CancellationToken cancellationToken)
    {
        var lines = (await ReadAsync(stream, cancellationToken)).Split("\r\n");
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Where(l => l.Length == 2)
            .ToLookup(l => l[0].Trim(), l => l[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var key = headers["Sec-WebSocket-Key"].FirstOrDefault();
        var isUpgrade = lines[0].StartsWith("GET ", StringComparison.Ordinal)
            && headers["Upgrade"].Any(u => u.Equals("websocket", StringComparison.OrdinalIgnoreCase));
        if (!isUpgrade || key is null)
            throw await RefuseAsync(stream, "426 Upgrade Required", cancellationToken);
        // MQTT5-6.0.0-3: without it this is no client for MQTT.
        var offered = headers["Sec-WebSocket-Protocol"].SelectMany(p => p.Split(',')).Select(p => p.Trim()).ToList();
        if (!offered.Contains(Subprotocol))
            throw await RefuseAsync(stream, "400 Bad Request", cancellationToken);
        var selected = faults.Selects is null ? Subprotocol : faults.Selects(offered);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept(key)}\r\n{(selected is null ? "" : $"Sec-WebSocket-Protocol: {selected}\r\n")}\r\n"),
            cancellationToken);
    }

    // SHA-1 is what RFC 6455 prescribes here; nothing is kept secret by it.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350

    // Byte by byte, so that nothing of the first frame is taken away.
    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var received = new List<byte>();
        var next = new byte[1];
        while (received.Count < MostBytes && await stream.ReadAsync(next, cancellationToken) > 0)
        {
            received.Add(next[0]);
            if (received is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
                return Encoding.ASCII.GetString([.. received]);
        }

        throw await RefuseAsync(stream, "400 Bad Request", cancellationToken);
    }

    private static async Task<IOException> RefuseAsync(Stream stream, string status, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), cancellationToken);
        return new IOException(status);
    }
}
