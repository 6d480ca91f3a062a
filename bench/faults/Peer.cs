using System.Net;
using System.Net.Sockets;

namespace CertHarness.FaultsBench;

/// <summary>Reads what comes, and answers each read that ends in 1 with a byte.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public Peer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"tcp://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ReadAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private static async Task ReadAsync(Socket socket)
    {
        var buffer = new byte[64 << 10];
        using (socket)
        {
            socket.NoDelay = true;
            while (await socket.ReceiveAsync(buffer) is > 0 and var length)
            {
                if (buffer[length - 1] == 1)
                    await socket.SendAsync(buffer.AsMemory(0, 1));
            }
        }
    }
}
