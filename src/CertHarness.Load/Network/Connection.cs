using System.Buffers;
using System.Net.Sockets;

namespace CertHarness.Load.Network;

/// <summary>
/// A TCP connection of an <see cref="EventLoop"/>. It has no thread, no timer and no buffer of its own, but for bytes that the operating
/// system does not take yet. What is spoken over TCP before its owner's protocol, such as TLS, is a <see cref="Layer"/> of it.
/// </summary>
public sealed class Connection
{
    private readonly EventLoop _loop;
    private readonly IConnectionEvents _events;
    private readonly bool _isLayered;
    private byte[]? _pending;
    private int _pendingStart;
    private int _pendingEnd;

    internal Connection(EventLoop loop, Socket socket, IConnectionEvents events, Layering? layering)
    {
        (_loop, Socket) = (loop, socket);
        // A layer takes the owner's place: a connection without one is no larger for it.
        (_events, _isLayered) = layering is null ? (events, false) : (layering(this, events), true);
        Handle = (int)socket.Handle;
    }

    /// <summary>What a layer of it waits for before its owner can use it, in words; null where it is not a layer that is waited for.</summary>
    public string? Awaited => _isLayered ? ((Layer)_events).Awaited : null;

    /// <summary>Room that layers may use while one of them is being served.</summary>
    internal byte[] LayerBuffer => _loop.LayerBuffer;

    /// <summary>Whether its socket is connected.</summary>
    public bool IsOpen { get; private set; }

    internal Socket Socket { get; }

    internal int Handle { get; }

    /// <summary>Its place in the poller's table.</summary>
    internal ulong Token { get; set; }

    internal bool IsClosed { get; private set; }

    internal bool WantsToWrite => !IsClosed && (!IsOpen || _pending is not null);

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes; copied where the operating system does not take them at once.</param>
    /// <returns>Whether the operating system took all of them. If not, <see cref="IConnectionEvents.OnFlushed"/> follows; if the
    /// connection is gone, <see cref="IConnectionEvents.OnClosed"/> does.</returns>
    public bool Send(ReadOnlySpan<byte> bytes) => _isLayered ? ((Layer)_events).Top.Send(bytes) : SendToSocket(bytes);

    /// <summary>Ends the connection in good order.</summary>
    public void Close()
    {
        if (_isLayered && IsOpen)
            ((Layer)_events).LeaveAll();
        Close(abort: false);
    }

    /// <summary>Ends the connection with a reset, which leaves nothing behind on either side.</summary>
    public void Abort() => Close(abort: true);

    internal bool SendToSocket(ReadOnlySpan<byte> bytes)
    {
        if (_pending is null)
        {
            var sent = _loop.Poller.Send(this, bytes, out var error);
            if (sent == bytes.Length)
                return true;
            // An error shows in the next event of the connection too, where its owner expects it.
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                _loop.PostEvent(this);
            bytes = bytes[Math.Max(0, sent)..];
        }

        Keep(bytes);
        return false;
    }

    internal void OnReady(bool readable, bool writable)
    {
        if (!IsOpen && !IsClosed && writable && !Opened())
            return;
        // What the peer has said before it hung up tells more than that it takes no more.
        if (readable && IsOpen)
            Read();
        if (writable && _pending is not null)
            Flush();
    }

    internal void Read()
    {
        // One connection must not keep the loop from the others, however fast its peer sends.
        for (var turn = 0; turn < EventLoop.MostReadsInARow; turn++)
        {
            var buffer = _loop.ReceiveBuffer;
            var received = _loop.Poller.Receive(this, buffer, out var error);
            if (received > 0)
            {
                _events.OnReceived(buffer.AsSpan(0, received));
                // Less than there is room for: nothing is left, and what comes next makes an event of its own.
                if (IsClosed || received < buffer.Length)
                    return;
            }
            else if (received == 0)
            {
                End(SocketError.Success);
                return;
            }
            else
            {
                if (error != SocketError.WouldBlock)
                    End(error);
                return;
            }
        }

        _loop.PostEvent(this);
    }

    internal void End(SocketError error)
    {
        if (IsClosed)
            return;
        Close(abort: false);
        _events.OnClosed(error);
    }

    internal void Close(bool abort)
    {
        if (IsClosed)
            return;
        (IsClosed, IsOpen) = (true, false);
        Forget();
        _loop.Poller.Remove(this);
        if (abort)
            Socket.Close(0);
        else
            Socket.Dispose();
        if (_isLayered)
            ((Layer)_events).ReleaseAll();
    }

    private bool Opened()
    {
        var error = (SocketError)(int)Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != SocketError.Success)
        {
            End(error);
            return false;
        }

        IsOpen = true;
        _events.OnConnected();
        return !IsClosed;
    }

    private void Flush()
    {
        var bytes = _pending.AsSpan(_pendingStart, _pendingEnd - _pendingStart);
        var sent = _loop.Poller.Send(this, bytes, out var error);
        if (sent < bytes.Length)
        {
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                End(error);
            _pendingStart += Math.Max(0, sent);
            return;
        }

        Forget();
        _events.OnFlushed();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var held = _pendingEnd - _pendingStart;
        if (_pending is null || _pendingEnd + bytes.Length > _pending.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(held + bytes.Length);
            _pending.AsSpan(_pendingStart, held).CopyTo(larger);
            Forget();
            (_pending, _pendingStart, _pendingEnd) = (larger, 0, held);
        }

        bytes.CopyTo(_pending.AsSpan(_pendingEnd));
        _pendingEnd += bytes.Length;
    }

    private void Forget()
    {
        if (_pending is not null)
            ArrayPool<byte>.Shared.Return(_pending);
        (_pending, _pendingStart, _pendingEnd) = (null, 0, 0);
    }
}
