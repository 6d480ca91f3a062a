using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CertHarness.Testing;

/// <summary>A server on a free port of the loopback address that does with every connection what it is told, and closes it after that.</summary>
public sealed class OddServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly EndPoint _address;
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="behaviour">What it does with each connection, until it is told to stop.</param>
    public OddServer(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _address = _listener.LocalEndPoint!;
        _serving = ServeAsync(behaviour);
    }

    /// <summary>A behaviour: nothing at all.</summary>
    /// <param name="stop">Ends it.</param>
    public static Task SilenceAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

    /// <summary>Its address, as one of a protocol.</summary>
    /// <param name="scheme">The protocol's scheme.</param>
    public Uri At(string scheme) => new($"{scheme}://{_address}");

    /// <summary>Stops, as a SUT that dies: nothing listens any more and every connection is reset.</summary>
    public void Die()
    {
        _listener.Dispose();
        _stop.Cancel();
    }

    /// <summary>Stops, and waits until nothing runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Die();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token), behaviour));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket, Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await behaviour(stream, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // It is to die.
            socket.Close(0);
        }
        catch (Exception end) when (end is IOException or AuthenticationException)
        {
            // The harness hung up.
        }
    }
}
