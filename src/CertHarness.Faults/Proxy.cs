using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults;

/// <summary>
/// Stands between harness and SUT on a free port of the loopback address and passes TCP connections on, one to one, altered by a
/// mutation. Half-closes and resets are passed on too. Disposing it ends every connection.
/// </summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly Uri _sut;
    private readonly IMutation _mutation;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _connections = [];
    private readonly Task _accepting;

    private Proxy(Uri sut, IMutation mutation)
    {
        _sut = sut;
        _mutation = mutation;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Endpoint = new UriBuilder(sut) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndPoint!).Port }.Uri;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it takes connections; scheme and path are the SUT's.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a proxy.</summary>
    /// <param name="sut">Where the SUT is reached, with its port.</param>
    /// <param name="mutation">What is altered.</param>
    /// <exception cref="SocketException">The system has no free port.</exception>
    public static Proxy Start(Uri sut, IMutation mutation)
    {
        ArgumentNullException.ThrowIfNull(sut);
        ArgumentNullException.ThrowIfNull(mutation);
        return new(sut, mutation);
    }

    /// <summary>Ends all connections and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var harness = await _listener.AcceptAsync(_stop.Token);
                _connections.RemoveWhere(c => c.IsCompletedSuccessfully);
                _connections.Add(ServeAsync(harness));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The listener was closed: the proxy stops.
        }
    }

    private async Task ServeAsync(Socket harness)
    {
        await Task.Yield();
        using var sut = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (harness)
        {
            try
            {
                await sut.ConnectAsync(_sut.DnsSafeHost, _sut.Port, _stop.Token);
                using var connection = new ProxiedConnection(harness, sut);
                await connection.RunAsync(_mutation, _stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                // A SUT that takes no connection is seen to take none.
                harness.LingerState = new LingerOption(true, 0);
            }
        }
    }
}
