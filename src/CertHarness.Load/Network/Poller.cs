using System.Net;
using System.Net.Sockets;

namespace CertHarness.Load.Network;

/// <summary>How the operating system says which of many sockets are ready, and moves their bytes. All sockets are non-blocking.</summary>
internal abstract class Poller : IDisposable
{
    /// <summary>The best one that this system has.</summary>
    public static Poller Create() => OperatingSystem.IsLinux() ? new EpollPoller() : new SelectPoller();

    /// <summary>Starts to connect. How that ends is an event.</summary>
    public abstract SocketError Connect(Socket socket, EndPoint remote);

    /// <summary>Starts to watch a connection.</summary>
    public abstract void Add(Connection connection);

    /// <summary>Ends watching a connection.</summary>
    public abstract void Remove(Connection connection);

    /// <summary>Waits until something is ready, and tells the connections.</summary>
    /// <param name="timeout">At most so long, in nanoseconds; 0 to look only.</param>
    /// <param name="clock">For the time that was spent waiting.</param>
    /// <returns>The time, in nanoseconds, at which the wait ended.</returns>
    public abstract long Wait(long timeout, Timing.LoadClock clock);

    /// <summary>Takes what has arrived.</summary>
    /// <returns>How many bytes; 0 at the end of the stream, below 0 where nothing is there.</returns>
    public abstract int Receive(Connection connection, byte[] buffer, out SocketError error);

    /// <summary>Hands bytes over.</summary>
    /// <returns>How many were taken; below 0 where none were.</returns>
    public abstract int Send(Connection connection, ReadOnlySpan<byte> bytes, out SocketError error);

    public abstract void Dispose();
}
