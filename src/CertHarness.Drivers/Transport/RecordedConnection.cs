using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using CertHarness.Drivers.Evidence;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>
/// A connection to the SUT whose every byte is kept as evidence. Readers and writers may use it at the same time; what one
/// writer writes stays together.
/// </summary>
public sealed class RecordedConnection : IConnection
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly ConnectionTrace _trace;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _reading = new(1);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _ending = new();
    private int _closed;
    private Fault? _fault;

    // The stream is apart from the socket so that TLS or WebSocket framing can lie between them.
    internal RecordedConnection(
        string name, Socket socket, Stream stream, EvidenceRecorder recorder, Appearance appearance, TimeProvider time, DateTimeOffset begun,
        bool accepted = false, bool passing = false)
    {
        Name = name;
        Local = Plain(socket.LocalEndPoint);
        Remote = Plain(socket.RemoteEndPoint);
        _socket = socket;
        _stream = stream;
        _time = time;
        _trace = passing
            ? recorder.OpenPassing(name, Local, Remote, appearance, begun, time.GetUtcNow())
            : recorder.Open(name, Local, Remote, appearance, begun, time.GetUtcNow(), accepted);
    }

    /// <summary>The connection's name in messages and evidence.</summary>
    public string Name { get; }

    /// <summary>The harness's end.</summary>
    public IPEndPoint Local { get; }

    /// <summary>The SUT's end.</summary>
    public IPEndPoint Remote { get; }

    /// <summary>Where the bytes of the last read lie, or the end that it met; null before the first.</summary>
    public RecordedChunk? LastReceived { get; private set; }

    /// <summary>Where the last of the written bytes lie; null before the first write.</summary>
    public RecordedChunk? LastSent { get; private set; }

    /// <summary>The number that the frame of the last read or written bytes has in the pcapng file; that of the connection's
    /// handshake before the first.</summary>
    public int LastFrame => Math.Max(_trace.FirstFrame, Math.Max(LastReceived?.Frame ?? 0, LastSent?.Frame ?? 0));

    /// <summary>Reads what has arrived, waiting for at least one byte.</summary>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>The number of bytes, or 0 once the peer has closed its side in order.</returns>
    /// <exception cref="ConnectionResetException">The peer reset the connection.</exception>
    /// <exception cref="SutUnavailableException">The network below failed.</exception>
    /// <exception cref="ObjectDisposedException">The harness closed or aborted the connection.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        ObjectDisposedException.ThrowIf(IsClosed, this);
        await _reading.WaitAsync(cancellationToken);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, cancellationToken);
            // One read is one frame, so that a message can name it.
            var space = buffer[..Math.Min(buffer.Length, TcpSegment.MaximumPayload)];
            var length = await _stream.ReadAsync(space, either.Token);
            Arrived(_time.GetUtcNow(), space.Span[..length]);
            return length;
        }
        catch (Exception cause) when (IsOfTheConnection(cause, cancellationToken))
        {
            var fault = Meet(cause);
            Ended(fault);
            throw fault.Exception;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Writes bytes. A write that was cancelled may have sent a part.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    /// <exception cref="ConnectionResetException">The peer reset the connection.</exception>
    /// <exception cref="SutUnavailableException">The network below failed.</exception>
    /// <exception cref="ObjectDisposedException">The harness closed or aborted the connection.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        WriteAsync(bytes, bytes, cancellationToken);

    /// <summary>Writes bytes that are shown differently in the evidence, byte for byte.</summary>
    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> shown, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, cancellationToken);
            while (!bytes.IsEmpty)
            {
                var chunk = bytes[..Math.Min(bytes.Length, TcpSegment.MaximumPayload)];
                // Recorded before it is sent: the answer must not come before the question in the file.
                LastSent = _trace.Sent(_time.GetUtcNow(), shown[..chunk.Length].Span);
                await _stream.WriteAsync(chunk, either.Token);
                bytes = bytes[chunk.Length..];
                shown = shown[chunk.Length..];
            }
        }
        catch (Exception cause) when (IsOfTheConnection(cause, cancellationToken))
        {
            // What arrived before the reset can still be read, so the evidence of the reset waits for the reader.
            throw Meet(cause).Exception;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Closes the harness's side in order (over TLS with a close_notify, then TCP FIN); reading goes on.</summary>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    /// <exception cref="ObjectDisposedException">The harness closed or aborted the connection.</exception>
    public async ValueTask CompleteWritesAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_stream is SslStream tls)
            {
                await tls.ShutdownAsync();
            }

            _trace.Finished(_time.GetUtcNow());
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cause) when (IsOfTheConnection(cause, cancellationToken))
        {
            Meet(cause);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Resets the connection (TCP RST), as a crashed or hostile peer would. A pending read or write ends.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _trace.Aborted(_time.GetUtcNow());
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close(0);
            _stream.Dispose();
            _ending.Cancel();
        }
    }

    /// <summary>Closes the connection in order; after <see cref="Abort"/> it does nothing. A pending read or write ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            // A socket that is closed under a pending read is reset by the runtime, so the read must end first.
            await _ending.CancelAsync();
            await _reading.WaitAsync();
            await _writing.WaitAsync();
            RecordOwnEnd();
            await _stream.DisposeAsync();
            _socket.Dispose();
            _reading.Release();
            _writing.Release();
        }
    }

    private bool IsClosed => Volatile.Read(ref _closed) != 0;

    private void Arrived(DateTimeOffset at, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            LastReceived = _trace.Received(at, bytes);
        }
        else if (_fault is { } fault)
        {
            // The system reports a reset once: to the writer, when the writer was first.
            throw fault.Exception;
        }
        else
        {
            LastReceived = _trace.PeerFinished(at) ?? LastReceived;
        }
    }

    private bool IsOfTheConnection(Exception cause, CancellationToken callers) =>
        cause is IOException or SocketException or ObjectDisposedException or AuthenticationException
        || (cause is OperationCanceledException && IsClosed && !callers.IsCancellationRequested);

    private void RecordOwnEnd()
    {
        if (_fault is { } fault)
        {
            Ended(fault);
        }
        else if (_socket.Available > 0)
        {
            // A system that closes over unread bytes sends a reset (RFC 2525, 2.17).
            _trace.Aborted(_time.GetUtcNow());
        }
        else
        {
            _trace.Finished(_time.GetUtcNow());
        }
    }

    private void Ended(Fault fault)
    {
        if (fault.Exception is ConnectionResetException)
        {
            LastReceived = _trace.PeerReset(fault.At) ?? LastReceived;
        }
    }

    private Fault Meet(Exception cause)
    {
        var at = _time.GetUtcNow();
        return IsClosed
            ? new Fault(at, new ObjectDisposedException(nameof(RecordedConnection), $"{Name}: the harness closed the connection"))
            : _fault ??= new Fault(at, Translate(cause));
    }

    private Exception Translate(Exception cause) =>
        (cause as SocketException ?? cause.InnerException as SocketException)?.SocketErrorCode switch
        {
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected =>
                new ConnectionResetException($"{Name}: {Remote} reset the connection", cause),
            _ => new SutUnavailableException($"{Name}: the connection to {Remote} was lost ({cause.Message})", cause),
        };

    private static IPEndPoint Plain(EndPoint? endpoint)
    {
        var ip = (IPEndPoint)endpoint!;
        return ip.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(ip.Address.MapToIPv4(), ip.Port) : ip;
    }

    private sealed record Fault(DateTimeOffset At, Exception Exception);
}
