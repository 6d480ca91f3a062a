using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Mutations;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Faults.Tests;

/// <summary>A proxy before a listener of the test's own.</summary>
internal sealed class Relayed : IAsyncDisposable
{
    private readonly TcpListener _sut = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];

    public Relayed(IMutation? mutation = null, int seed = 1)
    {
        _sut.Start();
        Proxy = Proxy.Start(new Uri($"mqtt://127.0.0.1:{((IPEndPoint)_sut.LocalEndpoint).Port}/path"), Time, seed, mutation);
    }

    public FakeTimeProvider Time { get; } = new();

    public Proxy Proxy { get; }

    /// <summary>Opens a connection and gives both of its ends.</summary>
    public async Task<(Socket Harness, Socket Sut)> ConnectAsync()
    {
        var harness = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(harness);
        await harness.ConnectAsync(Proxy.Endpoint.Host, Proxy.Endpoint.Port, TestContext.Current.CancellationToken);
        var sut = await _sut.AcceptSocketAsync(TestContext.Current.CancellationToken);
        _sockets.Add(sut);
        return (harness, sut);
    }

    /// <summary>Takes no connections any more.</summary>
    public void StopListening() => _sut.Stop();

    /// <summary>Everything that arrives until the other side has finished.</summary>
    public static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        var all = new List<byte>();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var length)
            all.AddRange(buffer[..length]);

        return [.. all];
    }

    /// <summary>Lets time pass, millisecond by millisecond, until something has happened.</summary>
    /// <returns>How long it took by the proxy's clock, at least.</returns>
    public async Task<TimeSpan> PassTimeUntilAsync(Task happened)
    {
        var begun = Time.GetTimestamp();
        while (!happened.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        return Time.GetElapsedTime(begun);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            socket.Dispose();

        await Proxy.DisposeAsync();
        _sut.Dispose();
    }
}
