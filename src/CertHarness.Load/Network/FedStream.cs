using System.Threading.Tasks.Sources;

namespace CertHarness.Load.Network;

/// <summary>The socket's side of a layer that wants a stream: a read ends when the loop feeds it, a write goes straight on. One reader.</summary>
/// <param name="send">Sends bytes, and says whether the operating system took them.</param>
internal sealed class FedStream(FedStream.Sending send) : Stream, IValueTaskSource<int>
{
    // Whoever reads goes on inside Feed, on the loop's thread.
    private ManualResetValueTaskSourceCore<int> _arrival;
    private Memory<byte> _room;
    private bool _isAwaited;
    private bool _hasEnded;

    /// <summary>Sends bytes.</summary>
    public delegate bool Sending(ReadOnlySpan<byte> bytes);

    /// <summary>Whether the operating system took all that was written since this was set.</summary>
    public bool IsTaken { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives bytes to the read under way.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>How many it had room for; none where it only waits until there are some, and then the next read is under way.</returns>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        if (!_isAwaited)
            throw new InvalidOperationException("nobody reads what has arrived");
        var length = Math.Min(bytes.Length, _room.Length);
        bytes[..length].CopyTo(_room.Span);
        (_isAwaited, _room) = (false, default);
        _arrival.SetResult(length);
        return length;
    }

    /// <summary>Nothing arrives any more.</summary>
    public void End()
    {
        _hasEnded = true;
        if (_isAwaited)
            Feed([]);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasEnded)
            return ValueTask.FromResult(0);
        _arrival.Reset();
        (_isAwaited, _room) = (true, buffer);
        return new ValueTask<int>(this, _arrival.Version);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_hasEnded)
            IsTaken &= send(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);
}
