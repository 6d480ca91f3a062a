using System.Net;
using System.Net.Sockets;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Network;

/// <summary>What every system has: asking for all sockets each time. Right everywhere, but its cost grows with the fleet.</summary>
internal sealed class SelectPoller : Poller
{
    private readonly Dictionary<Socket, Connection> _connections = [];

    public override SocketError Connect(Socket socket, EndPoint remote)
    {
        try
        {
            socket.Connect(remote);
            return SocketError.Success;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    public override void Add(Connection connection) => _connections.Add(connection.Socket, connection);

    public override void Remove(Connection connection) => _connections.Remove(connection.Socket);

    public override long Wait(long timeout, LoadClock clock)
    {
        var readable = _connections.Where(c => c.Value.IsOpen).Select(c => c.Key).ToList();
        var writable = _connections.Where(c => c.Value.WantsToWrite).Select(c => c.Key).ToList();
        var failed = _connections.Where(c => !c.Value.IsOpen).Select(c => c.Key).ToList();
        if (_connections.Count > 0)
            Socket.Select(readable, writable, failed, TimeSpan.FromMicroseconds((timeout + 999) / 1000));
        var now = clock.Now;
        foreach (var socket in writable.Concat(failed).Distinct())
            Tell(socket, readable: false, writable: true);
        foreach (var socket in readable)
            Tell(socket, readable: true, writable: false);
        return now;
    }

    public override int Receive(Connection connection, byte[] buffer, out SocketError error)
    {
        var received = connection.Socket.Receive(buffer, SocketFlags.None, out error);
        return error == SocketError.Success ? received : -1;
    }

    public override int Send(Connection connection, ReadOnlySpan<byte> bytes, out SocketError error)
    {
        var sent = connection.Socket.Send(bytes, SocketFlags.None, out error);
        return error == SocketError.Success ? sent : -1;
    }

    public override void Dispose()
    {
    }

    private void Tell(Socket socket, bool readable, bool writable)
    {
        if (_connections.TryGetValue(socket, out var connection))
            connection.OnReady(readable, writable);
    }
}
