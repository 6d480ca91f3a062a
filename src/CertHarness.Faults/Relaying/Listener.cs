using System.Net;
using System.Net.Sockets;

namespace CertHarness.Faults.Relaying;

/// <summary>Takes connections on a free port of the loopback address, and refuses them for a while without giving up the port.</summary>
internal sealed class Listener : IDisposable
{
    /// <summary>Bound, but never listening: nobody else gets the port while connections are refused.</summary>
    private readonly Socket _reservation = Bound(0);

    private Socket? _open;

    public int Port => ((IPEndPoint)_reservation.LocalEndPoint!).Port;

    /// <summary>Takes connections from now on.</summary>
    /// <returns>The connections until the listener is closed.</returns>
    /// <exception cref="SocketException">While enumerating: the system gives no more sockets.</exception>
    public IAsyncEnumerable<Socket> Open()
    {
        var open = Bound(Port);
        open.Listen();
        _open = open;
        return AcceptAsync(open);
    }

    /// <summary>Refuses connections from now on, those that nobody took yet too.</summary>
    public void Close() => Interlocked.Exchange(ref _open, null)?.Dispose();

    public void Dispose()
    {
        Close();
        _reservation.Dispose();
    }

    private async IAsyncEnumerable<Socket> AcceptAsync(Socket open)
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = await open.AcceptAsync();
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException && _open != open)
            {
                yield break;
            }
            catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // Whoever connected went away before.
                continue;
            }

            yield return accepted;
        }
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
