using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CertHarness.Drivers.Http.Tests.Load;

/// <summary>A server on a free port that does with every connection what it is told.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public OddServer(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        _listener.Start();
        _serving = ServeAsync(behaviour);
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>Stops, as a SUT that dies: nothing listens any more and every connection is reset.</summary>
    public void Die()
    {
        _listener.Stop();
        _stop.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Die();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token), behaviour));
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
        catch (Exception end) when (end is OperationCanceledException or IOException or AuthenticationException)
        {
            // The devices hung up, or it is to die.
            socket.Close(0);
        }
    }
}
