using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>The server's side of MQTT over WebSocket (MQTT 5.0, clause 6; RFC 6455): one device, seen as it offers itself.</summary>
internal sealed class WebSocketLayer(TimeProvider time, TimeSpan timeout)
{
    private const string Protocol = "mqtt";
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int LargestRequest = 8192;

    /// <summary>The subprotocols that the device offered in its last handshake; null before one.</summary>
    public IReadOnlyList<string>? Offered { get; private set; }

    /// <summary>The types of the frames that the device has sent.</summary>
    public FrameTypes Frames { get; } = new();

    /// <summary>Answers the handshake; null where the device does not offer MQTT, or what it sends is no handshake.</summary>
    public async Task<Stream?> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            var headers = Headers(await RequestAsync(stream, either.Token));
            Offered = headers.TryGetValue("sec-websocket-protocol", out var offered)
                ? offered.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [];
            if (!headers.TryGetValue("sec-websocket-key", out var key) || !Offered.Contains(Protocol))
            {
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), either.Token);
                return null;
            }

            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + $"Sec-WebSocket-Accept: {Accept(key)}\r\nSec-WebSocket-Protocol: {Protocol}\r\n\r\n"),
                either.Token);
            return new WebSocketStream(
                WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = Protocol }), Frames);
        }
        catch (Exception end) when (end is IOException || (end is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455, 4.2.2 prescribes SHA-1; nothing is kept secret by it.")]
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));

    private static async Task<string> RequestAsync(Stream stream, CancellationToken cancellationToken)
    {
        var request = new StringBuilder();
        var one = new byte[1];
        while (request.Length < LargestRequest && !request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new EndOfStreamException("The device closed the connection within the handshake.");
            }

            request.Append((char)one[0]);
        }

        return request.ToString();
    }

    private static Dictionary<string, string> Headers(string request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in request.Split("\r\n").Skip(1).Where(l => l.Contains(':', StringComparison.Ordinal)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return headers;
    }
}

/// <summary>Counts the data frames that came.</summary>
internal sealed class FrameTypes
{
    private int _binary;
    private int _text;

    /// <summary>How many messages of binary frames.</summary>
    public int Binary => Volatile.Read(ref _binary);

    /// <summary>How many of others.</summary>
    public int Text => Volatile.Read(ref _text);

    public void Note(WebSocketMessageType type) => Interlocked.Increment(ref type == WebSocketMessageType.Binary ? ref _binary : ref _text);
}

/// <summary>What lies in the frames, as a stream; each write is a frame.</summary>
internal sealed class WebSocketStream(WebSocket socket, FrameTypes frames) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A connection has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A connection has no position.");
        set => throw new NotSupportedException("A connection has no position.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer, cancellationToken);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return 0;
                }

                frames.Note(result.MessageType);
            }
            while (result.Count == 0);
            return result.Count;
        }
        catch (WebSocketException end)
        {
            return end.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely ? 0 : throw new IOException(end.Message, end);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        catch (WebSocketException end)
        {
            throw new IOException(end.Message, end.InnerException ?? end);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reading is there.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous writing is there.");

    public override void Flush()
    {
        // Each frame is on its way already.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A connection has no position.");

    public override void SetLength(long value) => throw new NotSupportedException("A connection has no length.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }
}
