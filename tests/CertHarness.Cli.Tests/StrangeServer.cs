using System.Net;
using System.Net.Sockets;

namespace CertHarness.Cli.Tests;

/// <summary>A server on a free loopback port that is no broker.</summary>
internal sealed class StrangeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>Starts the server.</summary>
    /// <param name="conversation">What it does with each connection; the connection is closed after it.</param>
    public StrangeServer(Func<NetworkStream, CancellationToken, Task> conversation)
    {
        _listener.Start();
        _accepting = AcceptAsync(conversation);
    }

    /// <summary>Its address.</summary>
    public string Address => $"mqtt://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> conversation)
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token), conversation));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> conversation)
    {
        using (client)
        {
            try
            {
                await conversation(client.GetStream(), _end.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The harness hung up or the test ended: either is how these conversations end.
            }
        }
    }
}
