using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Network;

/// <summary>
/// Sockets and timers of many virtual devices on one thread: nothing in it is locked, and an idle device costs its own few objects only.
/// Everything but <see cref="Post"/> is called on the loop's thread.
/// </summary>
public sealed class EventLoop : IConnectionEvents, IDisposable
{
    internal const int MostReadsInARow = 8;

    private const int BufferLength = 64 << 10;

    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Queue<Connection> _again = new();
    private readonly Socket _wakeReceiver = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _wakeSender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    private int _isWoken;

    /// <summary>Creates a loop for the calling thread.</summary>
    /// <param name="clock">The clock.</param>
    public EventLoop(LoadClock clock)
        : this(clock, Poller.Create())
    {
    }

    internal EventLoop(LoadClock clock, Poller poller)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (Clock, Poller, Timers) = (clock, poller, new TimerWheel(clock.Now));
        _wakeReceiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wakeReceiver.Blocking = false;
        _wakeSender.Connect(_wakeReceiver.LocalEndPoint!);
        var waker = new Connection(this, _wakeReceiver, this, null);
        poller.Add(waker);
    }

    /// <summary>The clock.</summary>
    public LoadClock Clock { get; }

    /// <summary>The timers of all devices.</summary>
    public TimerWheel Timers { get; }

    /// <summary>Room that devices of this loop may use while one of them is being served.</summary>
    public byte[] Scratch { get; private set; } = new byte[BufferLength];

    internal Poller Poller { get; }

    /// <summary>Room of layers, while one of them is being served; what arrives lies in <see cref="ReceiveBuffer"/> meanwhile.</summary>
    internal byte[] LayerBuffer => field ??= new byte[BufferLength];

    internal byte[] ReceiveBuffer { get; } = GC.AllocateUninitializedArray<byte>(BufferLength, pinned: true);

    /// <summary>Opens a connection.</summary>
    /// <param name="remote">To where.</param>
    /// <param name="local">From which address, or null for the one that the system takes.</param>
    /// <param name="events">Who is told what becomes of it; never before this call returns.</param>
    /// <param name="error">Why there is none: out of files or ports, no route.</param>
    /// <param name="layering">Puts on it what is spoken over TCP before the owner's protocol, such as TLS; null for nothing.</param>
    /// <returns>The connection, or null.</returns>
    public Connection? Open(IPEndPoint remote, IPAddress? local, IConnectionEvents events, out SocketError error, Layering? layering = null)
    {
        ArgumentNullException.ThrowIfNull(remote);
        Socket? socket = null;
        try
        {
            socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
            if (local is not null)
                Bind(socket, local);
            error = Poller.Connect(socket, remote);
        }
        catch (SocketException e)
        {
            error = e.SocketErrorCode;
        }

        if (error != SocketError.Success)
        {
            socket?.Dispose();
            return null;
        }

        var connection = new Connection(this, socket!, events, layering);
        Poller.Add(connection);
        return connection;
    }

    /// <summary>Has something done on the loop's thread. The one call that other threads may make.</summary>
    /// <param name="action">What.</param>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        if (Interlocked.Exchange(ref _isWoken, 1) == 0)
            _wakeSender.Send([0], SocketFlags.None, out _);
    }

    /// <summary>Makes room in <see cref="Scratch"/>.</summary>
    /// <param name="length">At least so many bytes.</param>
    public void ReserveScratch(int length)
    {
        if (Scratch.Length < length)
            Scratch = new byte[length];
    }

    /// <summary>Fires timers, waits for events and serves them.</summary>
    /// <param name="until">Waits no longer than to this time, in nanoseconds.</param>
    /// <returns>How long it waited, in nanoseconds.</returns>
    public long Turn(long until)
    {
        var before = Clock.Now;
        // What a timer has begun may have more to do before anything is waited for.
        var hasFired = Timers.Advance(before);
        var timeout = hasFired || _again.Count > 0 || !_posted.IsEmpty ? 0 : Math.Min(until, Timers.NextTick) - before;
        var after = Poller.Wait(timeout, Clock);
        for (var left = _again.Count; left > 0; left--)
        {
            if (_again.Dequeue() is { IsClosed: false } connection)
                connection.OnReady(readable: true, writable: connection.WantsToWrite);
        }

        Volatile.Write(ref _isWoken, 0);
        while (_posted.TryDequeue(out var action))
            action();
        return timeout > 0 ? after - before : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wakeReceiver.Dispose();
        _wakeSender.Dispose();
        Poller.Dispose();
    }

    void IConnectionEvents.OnConnected()
    {
    }

    void IConnectionEvents.OnReceived(ReadOnlySpan<byte> bytes)
    {
        // Each datagram only says that something was posted. More than one may have come since the event.
        while (_wakeReceiver.Receive(ReceiveBuffer, SocketFlags.None, out _) > 0)
        {
        }
    }

    void IConnectionEvents.OnFlushed()
    {
    }

    void IConnectionEvents.OnClosed(SocketError error)
    {
    }

    void IConnectionEvents.OnFailed(string cause)
    {
    }

    /// <summary>Has a connection served once more in the next turn.</summary>
    internal void PostEvent(Connection connection) => _again.Enqueue(connection);

    private static void Bind(Socket socket, IPAddress local)
    {
        const int IpLevel = 0, BindAddressNoPort = 24;
        // The port is chosen when connecting, so that one address serves as many connections as it has ports to each peer.
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(IpLevel, BindAddressNoPort, [1, 0, 0, 0]);
        socket.Bind(new IPEndPoint(local, 0));
    }
}
