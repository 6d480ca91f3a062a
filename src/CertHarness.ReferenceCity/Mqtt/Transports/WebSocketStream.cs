using System.Buffers.Binary;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>A WebSocket of a server (RFC 6455) as a stream of what its binary frames hold (MQTT5-6.0.0-1, MQTT5-6.0.0-2).</summary>
internal sealed class WebSocketStream : ForwardStream
{
    private const int Continuation = 0x0;
    private const int Text = 0x1;
    private const int Binary = 0x2;
    private const int CloseFrame = 0x8;
    private const int Ping = 0x9;
    private const int Pong = 0xA;
    private const int Final = 0x80;
    private const int LongestControl = 125;
    private const ushort Normal = 1000;
    private const ushort ProtocolError = 1002;
    private const ushort UnacceptableData = 1003;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly byte[] _mask = new byte[4];
    private readonly TransportFaults _faults;
    private long _left;
    private int _maskAt;
    private int _framesSent;
    private bool _fragmented;
    private bool _ended;
    private bool _closeSent;

    private WebSocketStream(Stream below, TransportFaults faults)
        : base(below) => _faults = faults;

    /// <summary>Answers the request for a WebSocket.</summary>
    /// <exception cref="IOException">It is none, or not one for MQTT.</exception>
    public static async Task<WebSocketStream> OpenAsync(Stream below, TransportFaults faults, CancellationToken cancellationToken)
    {
        await WebSocketRequest.AnswerAsync(below, faults, cancellationToken);
        return new WebSocketStream(below, faults);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left == 0)
        {
            if (_ended || !await NextFrameAsync(cancellationToken))
                return 0;
        }

        var length = await Below.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        Unmask(buffer.Span[..length]);
        _left -= length;
        return _faults.WholePacketsOnly || _faults.OnePacketInAFrame ? await FirstPacketAsync(buffer[..length], cancellationToken) : length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        SendAsync(_framesSent++ >= _faults.TextAfter ? Text : Binary, buffer, cancellationToken);

    /// <summary>Says that nothing more follows; doing it twice says it once.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => CloseAsync(Normal, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _writing.Dispose();
    }

    private async Task<bool> NextFrameAsync(CancellationToken cancellationToken)
    {
        var head = new byte[8];
        if (await Below.ReadAtLeastAsync(head.AsMemory(0, 2), 2, throwOnEndOfStream: false, cancellationToken) < 2)
            return false;
        var (opcode, final, masked) = (head[0] & 0x0F, (head[0] & Final) != 0, (head[1] & 0x80) != 0);
        var isReserved = (head[0] & 0x70) != 0;
        var length = (long)(head[1] & 0x7F);
        if (length > LongestControl)
        {
            var size = length == 126 ? 2 : 8;
            await Below.ReadExactlyAsync(head.AsMemory(0, size), cancellationToken);
            length = size == 2 ? BinaryPrimitives.ReadUInt16BigEndian(head) : BinaryPrimitives.ReadInt64BigEndian(head);
        }

        var problem = opcode switch
        {
            _ when isReserved || !masked || length < 0 => ProtocolError,
            Binary when !_fragmented => (ushort)0,
            Text when _faults.TakesText || _faults.OverlooksText => (ushort)0,
            Continuation when _fragmented && !_faults.RefusesFragments => (ushort)0,
            CloseFrame or Ping or Pong => final && length <= LongestControl ? (ushort)0 : ProtocolError,
            Binary or Continuation or > Binary => ProtocolError,
            _ => UnacceptableData,
        };
        if (problem != 0)
        {
            _ended = true;
            await CloseAsync(problem, cancellationToken);
            return false;
        }

        await Below.ReadExactlyAsync(_mask, cancellationToken);
        _maskAt = 0;
        if (opcode >= CloseFrame || (opcode == Text && _faults.OverlooksText))
            return await ControlAsync(opcode, (int)length, cancellationToken);
        _fragmented = !final;
        _left = length;
        return true;
    }

    /// <summary>
    /// Of a broker that takes frames for packets: the length of the first packet, or the end where it is not whole. No packet of the
    /// scenarios that end so has more than 127 bytes.
    /// </summary>
    private async Task<int> FirstPacketAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var length = frame.Length < 2 ? 2 : 2 + frame.Span[1];
        if (length <= frame.Length)
            return _faults.OnePacketInAFrame ? length : frame.Length;
        if (!_faults.WholePacketsOnly)
            return frame.Length;
        _ended = true;
        await CloseAsync(ProtocolError, cancellationToken);
        return 0;
    }

    private async Task<bool> ControlAsync(int opcode, int length, CancellationToken cancellationToken)
    {
        var payload = new byte[length];
        await Below.ReadExactlyAsync(payload, cancellationToken);
        Unmask(payload);
        if (opcode == Ping)
            await SendAsync(Pong, payload, cancellationToken);
        _ended = opcode == CloseFrame;
        if (_ended)
            await CloseAsync(Normal, cancellationToken);
        return !_ended;
    }

    private void Unmask(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] ^= _mask[_maskAt++ % _mask.Length];
        _maskAt %= _mask.Length;
    }

    private async Task CloseAsync(ushort code, CancellationToken cancellationToken)
    {
        if (_closeSent)
            return;
        _closeSent = true;
        await SendAsync(CloseFrame, new byte[] { (byte)(code >> 8), (byte)code }, cancellationToken);
    }

    private async ValueTask SendAsync(int opcode, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        byte[] head = payload.Length switch
        {
            <= LongestControl => [(byte)(Final | opcode), (byte)payload.Length],
            <= ushort.MaxValue => [(byte)(Final | opcode), 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [(byte)(Final | opcode), 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        byte[] frame = [.. head, .. payload.Span];
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await Below.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
