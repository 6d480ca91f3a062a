using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Network;

/// <summary>
/// Linux: edge-triggered epoll with waits to the nanosecond. An answer costs one receive, a request one send, and many connections share
/// one wait. Made and used on one thread.
/// </summary>
internal sealed unsafe class EpollPoller : Poller
{
    private const int MostEvents = 256;
    private const uint Watched = Libc.EpollIn | Libc.EpollOut | Libc.EpollRdHup | Libc.EpollEdge;

    // The structure is packed on x64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly byte* _events = (byte*)NativeMemory.Alloc((nuint)(MostEvents * EventSize));
    private readonly List<Connection?> _table = [];
    private readonly Stack<int> _free = [];
    private readonly int _epoll;
    private uint _generation;
    private bool _hasNanoseconds = true;

    public EpollPoller()
    {
        _epoll = Libc.EpollCreate(Libc.CloseOnExec);
        if (_epoll < 0)
            throw new IOException($"The event loop cannot be made: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        // A thread's timers may be 50 us late unless it says that it minds.
        _ = Libc.ProcessControl(Libc.TimerSlack, 1);
    }

    public override SocketError Connect(Socket socket, EndPoint remote)
    {
        var address = remote.Serialize();
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (Libc.Connect((int)socket.Handle, bytes, address.Size) == 0)
                return SocketError.Success;
        }

        var error = Libc.ErrorOf(Marshal.GetLastPInvokeError());
        return error == SocketError.WouldBlock ? SocketError.Success : error;
    }

    public override void Add(Connection connection)
    {
        if (!_free.TryPop(out var index))
        {
            index = _table.Count;
            _table.Add(null);
        }

        // Numbers come again within one batch of events; the generation tells the old connection from the new one.
        connection.Token = ((ulong)++_generation << 32) | (uint)index;
        _table[index] = connection;
        var ev = stackalloc byte[16];
        *(uint*)ev = Watched;
        *(ulong*)(ev + DataOffset) = connection.Token;
        if (Libc.EpollControl(_epoll, Libc.EpollAdd, connection.Handle, ev) < 0)
            throw new IOException($"The socket cannot be watched: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    public override void Remove(Connection connection)
    {
        var ev = stackalloc byte[16];
        _ = Libc.EpollControl(_epoll, Libc.EpollDelete, connection.Handle, ev);
        var index = (int)(uint)connection.Token;
        _table[index] = null;
        _free.Push(index);
    }

    public override long Wait(long timeout, LoadClock clock)
    {
        var count = WaitFor(timeout);
        var now = clock.Now;
        for (var i = 0; i < count; i++)
        {
            var ev = _events + (i * EventSize);
            var token = *(ulong*)(ev + DataOffset);
            if (_table[(int)(uint)token] is not { } connection || connection.Token != token)
                continue;
            var flags = *(uint*)ev;
            var ended = (flags & (Libc.EpollErr | Libc.EpollHup | Libc.EpollRdHup)) != 0;
            connection.OnReady(ended || (flags & Libc.EpollIn) != 0, (flags & (Libc.EpollOut | Libc.EpollErr | Libc.EpollHup)) != 0);
            // The end came with the last bytes: no other event will tell.
            if (ended && connection.IsOpen)
                connection.Read();
        }

        return now;
    }

    public override int Receive(Connection connection, byte[] buffer, out SocketError error)
    {
        nint received;
        fixed (byte* bytes = buffer)
            received = Libc.Receive(connection.Handle, bytes, buffer.Length, 0);
        error = received < 0 ? Libc.ErrorOf(Marshal.GetLastPInvokeError()) : SocketError.Success;
        return (int)received;
    }

    public override int Send(Connection connection, ReadOnlySpan<byte> bytes, out SocketError error)
    {
        nint sent;
        fixed (byte* start = bytes)
            sent = Libc.Send(connection.Handle, start, bytes.Length, Libc.NoSignal);
        error = sent < 0 ? Libc.ErrorOf(Marshal.GetLastPInvokeError()) : SocketError.Success;
        return (int)sent;
    }

    public override void Dispose()
    {
        _ = Libc.Close(_epoll);
        NativeMemory.Free(_events);
    }

    private int WaitFor(long timeout)
    {
        if (timeout <= 0)
            return Libc.EpollWait(_epoll, _events, MostEvents, 0);
        if (_hasNanoseconds)
        {
            var span = new Libc.TimeSpec { Seconds = (nint)(timeout / Nanosecond.Second), Nanoseconds = (nint)(timeout % Nanosecond.Second) };
            var count = Libc.EpollWait(_epoll, _events, MostEvents, &span, null);
            if (count >= 0 || Marshal.GetLastPInvokeError() == Libc.Interrupted)
                return count;
        }

        // Kernels before 5.11 wait in milliseconds.
        _hasNanoseconds = false;
        return Libc.EpollWait(_epoll, _events, MostEvents, (int)(timeout / Nanosecond.Millisecond));
    }
}
