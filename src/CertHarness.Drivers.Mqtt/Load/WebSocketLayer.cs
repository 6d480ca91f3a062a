using System.Buffers;
using CertHarness.Drivers.Transport;
using CertHarness.Load.Network;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>A WebSocket of a device: what it sends goes as binary frames, and of what comes it is given the payloads where they lie.</summary>
internal sealed class WebSocketLayer(Connection connection, IConnectionEvents above, WebSocketOpening opening) : Layer(connection, above)
{
    /// <summary>A code of 1000: all is done (RFC 6455, 7.4.1).</summary>
    private static readonly byte[] Done = [0x03, 0xE8];

    private Remainder _remainder;
    private string _key = "";
    private long _left;
    private bool _isFragmented;
    private bool _isReleased;

    /// <inheritdoc/>
    protected override string Opening => "the request for a WebSocket";

    /// <inheritdoc/>
    public override void OnReceived(ReadOnlySpan<byte> bytes)
    {
        bytes = _remainder.Prepend(bytes);
        if (!IsReady && !HasOpened(ref bytes))
            return;
        while (!_isReleased && TryTake(ref bytes))
        {
            // Serving a frame may have ended the connection.
        }

        if (!_isReleased)
            _remainder.Keep(bytes);
    }

    /// <inheritdoc/>
    protected override bool Send(ReadOnlySpan<byte> bytes) => SendFrame(WebSocketOpcode.Binary, bytes);

    /// <inheritdoc/>
    protected override void Open()
    {
        _key = WebSocketOpening.NewKey();
        SendBelow(opening.Request(_key));
    }

    /// <inheritdoc/>
    protected override void SayGoodbye() => SendFrame(WebSocketOpcode.Close, Done);

    /// <inheritdoc/>
    protected override void Release()
    {
        _isReleased = true;
        _remainder.Clear();
    }

    private bool HasOpened(ref ReadOnlySpan<byte> bytes)
    {
        var answer = WebSocketOpening.Read(bytes, _key);
        if (answer.Objection is { } objection)
        {
            Fail($"the SUT opens no WebSocket at {opening.Path}: it {objection}");
            return false;
        }

        if (answer.Length == 0)
        {
            _remainder.Keep(bytes);
            return false;
        }

        bytes = bytes[answer.Length..];
        BecomeReady();
        return true;
    }

    /// <summary>Takes a piece of a payload, or a header.</summary>
    private bool TryTake(ref ReadOnlySpan<byte> bytes)
    {
        if (_left > 0 && !bytes.IsEmpty)
        {
            var piece = bytes[..(int)Math.Min(_left, bytes.Length)];
            bytes = bytes[piece.Length..];
            _left -= piece.Length;
            Above.OnReceived(piece);
            return true;
        }

        if (!WebSocketHeader.TryRead(bytes, out var header))
            return false;
        if (header.ProblemOf(_isFragmented) is { } problem)
        {
            Fail($"the SUT sent {problem}");
            return false;
        }

        if (header.IsControl)
            return TryTakeControl(header, ref bytes);
        bytes = bytes[header.Size..];
        (_isFragmented, _left) = (!header.IsFinal, header.Length);
        return true;
    }

    private bool TryTakeControl(WebSocketHeader header, ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < header.Size + header.Length)
            return false;
        var payload = bytes.Slice(header.Size, (int)header.Length);
        bytes = bytes[(header.Size + payload.Length)..];
        if (header.Opcode == WebSocketOpcode.Ping)
            SendFrame(WebSocketOpcode.Pong, payload);
        if (header.Opcode != WebSocketOpcode.Close)
            return true;
        SendFrame(WebSocketOpcode.Close, payload);
        End();
        return false;
    }

    private bool SendFrame(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = ArrayPool<byte>.Shared.Rent(payload.Length + WebSocketFrame.MostOverhead);
        var length = WebSocketFrame.Write(frame, opcode, final: true, payload);
        var isTaken = SendBelow(frame.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(frame);
        return isTaken;
    }
}
