using System.Net;
using System.Net.Sockets;

namespace CertHarness.Drivers.Transport;

/// <summary>
/// A free TCP port of the loopback address that nobody else gets until this is disposed of, also while nobody listens there and
/// connections are refused.
/// </summary>
/// <exception cref="SocketException">The system has no free port.</exception>
public sealed class ReservedPort : IDisposable
{
    /// <summary>Bound, but never listening.</summary>
    private readonly Socket _reservation = Bound(0);

    /// <summary>The port's number.</summary>
    public int Number => ((IPEndPoint)_reservation.LocalEndPoint!).Port;

    /// <summary>Listens there.</summary>
    /// <exception cref="SocketException">Somebody does already, or the system gives no more sockets.</exception>
    public Socket Listen()
    {
        var socket = Bound(Number);
        try
        {
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Gives the port back.</summary>
    public void Dispose() => _reservation.Dispose();

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
