using System.Net;
using System.Net.Sockets;

namespace CertHarness.Drivers.Mqtt.Tests.Probing;

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

    public Uri Endpoint => new($"mqtt://{_listener.LocalEndpoint}");

    public static Task SilenceAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), behaviour));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        using (client)
        {
            try
            {
                await behaviour(client.GetStream(), _stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException)
            {
                // The harness hung up, or the test is over.
            }
        }
    }
}
