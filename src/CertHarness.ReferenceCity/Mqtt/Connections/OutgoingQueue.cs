using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>The packets on their way to one client.</summary>
/// <param name="limit">How many bytes make it full.</param>
/// <param name="drained">Called when it is not full any more.</param>
internal sealed class OutgoingQueue(int limit, Action drained) : IDisposable
{
    private readonly Channel<byte[]> _packets = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly SemaphoreSlim _drained = new(0);
    private long _bytes;

    /// <summary>Whether the client reads more slowly than it is sent to.</summary>
    public bool IsFull => Bytes > limit;

    /// <summary>How much waits to be written.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(byte[] packet)
    {
        if (_packets.Writer.TryWrite(packet))
            Interlocked.Add(ref _bytes, packet.Length);
    }

    /// <summary>Nothing follows what is in the queue.</summary>
    public void Complete() => _packets.Writer.TryComplete();

    public void Dispose() => _drained.Dispose();

    /// <summary>Waits until the client has caught up.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (IsFull)
            await _drained.WaitAsync(cancellationToken);
    }

    /// <summary>Writes until the queue is completed and empty.</summary>
    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        var output = PipeWriter.Create(stream, new(leaveOpen: true));
        while (await _packets.Reader.WaitToReadAsync(cancellationToken))
        {
            var written = 0;
            while (written < limit && _packets.Reader.TryRead(out var packet))
            {
                output.Write(packet);
                written += packet.Length;
            }

            await output.FlushAsync(cancellationToken);
            var wasFull = IsFull;
            Interlocked.Add(ref _bytes, -written);
            if (!wasFull || IsFull)
                continue;
            if (_drained.CurrentCount == 0)
                _drained.Release();
            drained();
        }
    }
}
