using System.Net.Sockets;
using CertHarness.Drivers.Transport;

namespace CertHarness.Faults.Relaying;

/// <summary>Takes connections on a free port of the loopback address, and refuses them for a while without giving up the port.</summary>
internal sealed class Listener : IDisposable
{
    private readonly ReservedPort _port = new();

    private Socket? _open;

    public int Port => _port.Number;

    /// <summary>Takes connections from now on.</summary>
    /// <returns>The connections until the listener is closed.</returns>
    /// <exception cref="SocketException">While enumerating: the system gives no more sockets.</exception>
    public IAsyncEnumerable<Socket> Open()
    {
        var open = _port.Listen();
        _open = open;
        return AcceptAsync(open);
    }

    /// <summary>Refuses connections from now on, those that nobody took yet too.</summary>
    public void Close() => Interlocked.Exchange(ref _open, null)?.Dispose();

    public void Dispose()
    {
        Close();
        _port.Dispose();
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
}
