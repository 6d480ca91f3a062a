using System.Buffers;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>The packets of one connection, and the sign of life when nothing else is sent.</summary>
internal sealed class DeviceConnection : IAsyncDisposable
{
    private const int MostBytes = 1 << 20;

    /// <summary>The part of the keep alive after which silence ends.</summary>
    private const double Eagerness = 0.6;

    private readonly Stream _stream;
    private readonly MqttVersion _version;
    private readonly TimeProvider _time;
    private readonly PacketDecoder _decoder = new(PacketReceiver.Client, MostBytes);
    private readonly SemaphoreSlim _writing = new(1);
    private byte[] _buffer = [];
    private ITimer? _silence;
    private long _lastSent;

    public DeviceConnection(Stream stream, MqttVersion version, TimeProvider time) => (_stream, _version, _time) = (stream, version, time);

    /// <summary>From now on the connection is never silent for so many seconds; 0 lets it be.</summary>
    public void KeepAlive(int seconds)
    {
        if (seconds > 0)
        {
            var span = TimeSpan.FromSeconds(seconds * Eagerness);
            _silence = _time.CreateTimer(_ => _ = PingAsync(span), null, span / 2, span / 2);
        }
    }

    /// <summary>Sends a packet.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task SendAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _lastSent = _time.GetTimestamp();
            await WriteAsync(PacketEncoder.Encode(packet, _version), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next packet, or null when the connection is over.</summary>
    /// <exception cref="MalformedPacketException">It is none that a server may send.</exception>
    public async Task<MqttPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var chunk = new byte[4096];
        while (true)
        {
            var rest = new ReadOnlySequence<byte>(_buffer);
            if (_decoder.TryDecode(ref rest, _version, out var packet))
            {
                _buffer = rest.ToArray();
                return packet;
            }

            var length = await ReadAsync(chunk, cancellationToken);
            if (length == 0)
            {
                return null;
            }

            _buffer = [.. _buffer, .. chunk.AsSpan(0, length)];
        }
    }

    // A WebSocket that has ended on either side, by a cancelled read too, says that it does not support reading.
    private async Task<int> ReadAsync(Memory<byte> chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(chunk, cancellationToken);
        }
        catch (NotSupportedException) when (!_stream.CanRead)
        {
            return 0;
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        catch (NotSupportedException end) when (!_stream.CanWrite)
        {
            throw new IOException("The connection is over.", end);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_silence is not null)
        {
            await _silence.DisposeAsync();
        }

        await _stream.DisposeAsync();
    }

    private async Task PingAsync(TimeSpan span)
    {
        try
        {
            if (_time.GetElapsedTime(_lastSent) >= span / 2)
            {
                await SendAsync(new PingReqPacket(), CancellationToken.None);
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException)
        {
            // The reader meets the same end.
        }
    }
}
