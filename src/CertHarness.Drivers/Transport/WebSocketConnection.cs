using System.Buffers.Binary;
using System.Net;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>
/// A WebSocket of a client (RFC 6455) as a stream of bytes: the payloads of binary frames, however they are divided. Frames can be
/// sent one by one, also those that the protocol on top forbids.
/// </summary>
public sealed class WebSocketConnection : IConnection
{
    private readonly RecordedConnection _below;
    private readonly byte[] _buffer = new byte[32 << 10];
    private int _start;
    private int _end;
    private long _left;
    private bool _fragmented;
    private bool _closed;

    private WebSocketConnection(RecordedConnection below, string? subprotocol, byte[] rest)
    {
        _below = below;
        Subprotocol = subprotocol;
        rest.CopyTo(_buffer, 0);
        _end = rest.Length;
    }

    /// <summary>The subprotocol that the server selected, or null for none.</summary>
    public string? Subprotocol { get; }

    /// <summary>The first frame from the server that MQTT or RFC 6455 does not allow, in words; null while there was none.</summary>
    public string? Violation { get; private set; }

    /// <inheritdoc/>
    public string Name => _below.Name;

    /// <inheritdoc/>
    public IPEndPoint Remote => _below.Remote;

    /// <inheritdoc/>
    public RecordedChunk? LastReceived => _below.LastReceived;

    /// <inheritdoc/>
    public int LastFrame => _below.LastFrame;

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!_closed)
        {
            if (_left > 0)
            {
                return await ReadPayloadAsync(buffer, cancellationToken);
            }

            if (!await NextFrameAsync(cancellationToken))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Writes bytes as one binary frame.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        SendFrameAsync(WebSocketOpcode.Binary, true, bytes, cancellationToken);

    /// <summary>Sends one frame as it is told to.</summary>
    /// <param name="opcode">What it is.</param>
    /// <param name="final">Whether it ends its message.</param>
    /// <param name="payload">Its content.</param>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    public ValueTask SendFrameAsync(WebSocketOpcode opcode, bool final, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var (wire, shown) = WebSocketFrame.Build(opcode, final, payload.Span);
        return _below.WriteAsync(wire, shown, cancellationToken);
    }

    /// <summary>Sends a close frame; the server answers it and closes the connection.</summary>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    public ValueTask CompleteWritesAsync(CancellationToken cancellationToken)
    {
        var normal = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(normal, 1000);
        return SendFrameAsync(WebSocketOpcode.Close, true, normal, cancellationToken);
    }

    /// <inheritdoc/>
    public void Abort() => _below.Abort();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _below.DisposeAsync();

    internal static async Task<WebSocketConnection> OpenAsync(
        RecordedConnection below, Route route, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            var (subprotocol, rest) = await new WebSocketHandshake(below, route).RunAsync(either.Token);
            return new WebSocketConnection(below, subprotocol, rest);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SutUnavailableException(
                $"{below.Name}: {TcpConnector.Where(route.Host, route.Port)} did not answer the request for a WebSocket within {TcpConnector.Seconds(timeout)}", cause);
        }
        catch (ConnectionResetException cause)
        {
            throw new SutUnavailableException(
                $"{below.Name}: {TcpConnector.Where(route.Host, route.Port)} reset the connection when it was asked for a WebSocket", cause);
        }
    }

    private async ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken))
        {
            return 0;
        }

        var length = (int)Math.Min(Math.Min(_left, _end - _start), buffer.Length);
        _buffer.AsMemory(_start, length).CopyTo(buffer);
        _start += length;
        _left -= length;
        return length;
    }

    /// <summary>Reads the next frame's header and, of a control frame, all of it. False at the end.</summary>
    private async ValueTask<bool> NextFrameAsync(CancellationToken cancellationToken)
    {
        WebSocketHeader header;
        while (!WebSocketHeader.TryRead(_buffer.AsSpan(_start, _end - _start), out header))
        {
            if (!await FillAsync(cancellationToken))
            {
                return false;
            }
        }

        if (header.ProblemOf(_fragmented) is { } problem)
        {
            Violation ??= $"{problem}, in {LastReceived}";
            throw new SutUnavailableException($"{Name}: the broker sent {Violation}; nothing after it can be read");
        }

        _start += header.Size;
        if (header.IsControl)
        {
            return await ControlAsync(header.Opcode, (int)header.Length, cancellationToken);
        }

        _fragmented = !header.IsFinal;
        _left = header.Length;
        return true;
    }

    private async ValueTask<bool> ControlAsync(WebSocketOpcode opcode, int length, CancellationToken cancellationToken)
    {
        if (!await NeedAsync(length, cancellationToken))
        {
            return false;
        }

        var payload = _buffer[_start..(_start + length)];
        _start += length;
        if (opcode == WebSocketOpcode.Pong)
        {
            return true;
        }

        _closed = opcode == WebSocketOpcode.Close;
        try
        {
            await SendFrameAsync(_closed ? WebSocketOpcode.Close : WebSocketOpcode.Pong, true, payload, cancellationToken);
        }
        catch (Exception end) when (end is ConnectionResetException or SutUnavailableException)
        {
            // A server that does not wait for the answer may be gone; the next read meets the same end.
        }

        return !_closed;
    }

    private async ValueTask<bool> NeedAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var length = await _below.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += length;
        return length > 0;
    }
}
