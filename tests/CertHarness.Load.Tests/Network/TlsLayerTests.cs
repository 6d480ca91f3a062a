using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertHarness.Load.Network;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Tests.Network;

/// <summary>TLS on an event loop, with both ways of asking the operating system.</summary>
public sealed class TlsLayerTests : IDisposable
{
    private const int Much = 8 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LoadClock _clock = new(TimeProvider.System);
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly X509Certificate2 _certificate;

    public TlsLayerTests()
    {
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _server.Listen();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        _certificate = new CertificateRequest("CN=lamp", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    public static TheoryData<bool> Pollers => OperatingSystem.IsLinux() ? [true, false] : [false];

    public void Dispose()
    {
        _server.Dispose();
        _certificate.Dispose();
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Much_goes_there_and_back_in_pieces_of_any_size(bool epoll)
    {
        using var loop = Loop(epoll);
        var device = Open(loop);
        // A peer that reads at once may keep up, and then nothing has to wait.
        var isSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var peer = Task.Run(async () =>
        {
            await using var tls = await AcceptAsync();
            await isSent.Task;
            var received = new byte[Much];
            await tls.ReadExactlyAsync(received);
            var random = new Random(1);
            for (var sent = 0; sent < Much;)
            {
                var piece = Math.Min(random.Next(1, 50_000), Much - sent);
                await tls.WriteAsync(received.AsMemory(sent, piece));
                sent += piece;
            }

            await tls.ShutdownAsync();
        });
        Turn(loop, () => device.IsConnected);
        var bytes = new byte[Much];
        new Random(2).NextBytes(bytes);
        var wasTaken = device.Connection!.Send(bytes);
        isSent.SetResult();
        Turn(loop, () => device.End is not null);
        await peer;

        Assert.Equal((false, 1), (wasTaken, device.Flushed));
        Assert.Equal(SocketError.Success, device.End);
        Assert.True(bytes.AsSpan().SequenceEqual(device.Received.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Everything_is_told_on_the_thread_of_the_loop(bool epoll)
    {
        using var loop = Loop(epoll);
        var device = Open(loop);
        var peer = Task.Run(async () =>
        {
            await using var tls = await AcceptAsync();
            await tls.WriteAsync("lamp"u8.ToArray());
            await tls.ShutdownAsync();
        });
        Turn(loop, () => device.End is not null);

        Assert.Equal([Environment.CurrentManagedThreadId], device.Threads);
        await peer;
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task What_is_closed_in_the_middle_of_an_event_hears_nothing_more_and_says_goodbye(bool epoll)
    {
        using var loop = Loop(epoll);
        var device = Open(loop, closesOnReceive: true);
        var peer = Task.Run(async () =>
        {
            await using var tls = await AcceptAsync();
            await tls.WriteAsync("one"u8.ToArray());
            // A goodbye ends a read in good order.
            return await tls.ReadAsync(new byte[1]);
        });
        Turn(loop, () => peer.IsCompleted);

        Assert.Equal(0, await peer);
        Assert.Null(device.End);
        Assert.Equal("one"u8.ToArray(), device.Received);
    }

    [Fact]
    public void A_connection_that_is_refused_is_told_as_one_without_TLS()
    {
        var address = (IPEndPoint)_server.LocalEndPoint!;
        _server.Dispose();
        using var loop = Loop(epoll: OperatingSystem.IsLinux());
        var device = new Device();
        device.Connection = loop.Open(address, null, device, out var error, Layering);
        if (device.Connection is not null)
            Turn(loop, () => device.End is not null);

        Assert.Equal(SocketError.ConnectionRefused, device.End ?? error);
    }

    private static Layer Layering(Connection connection, IConnectionEvents above) => new TlsLayer(
        connection,
        above,
        new SslClientAuthenticationOptions { TargetHost = "lamp", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=lamp" },
        failure => failure.Message);

    private EventLoop Loop(bool epoll) => new(_clock, epoll ? new EpollPoller() : new SelectPoller());

    private Device Open(EventLoop loop, bool closesOnReceive = false)
    {
        var device = new Device { ClosesOnReceive = closesOnReceive };
        device.Connection = loop.Open((IPEndPoint)_server.LocalEndPoint!, null, device, out _, Layering);
        return device;
    }

    private async Task<SslStream> AcceptAsync()
    {
        var tls = new SslStream(new NetworkStream(await _server.AcceptAsync(), ownsSocket: true));
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate });
        return tls;
    }

    private void Turn(EventLoop loop, Func<bool> until)
    {
        var end = _clock.Now + Patience.Nanoseconds();
        while (!until())
        {
            Assert.True(_clock.Now < end, "what was waited for did not come");
            loop.Turn(_clock.Now + Nanosecond.Millisecond);
        }
    }

    private sealed class Device : IConnectionEvents
    {
        public Connection? Connection { get; set; }

        public bool ClosesOnReceive { get; init; }

        public bool IsConnected { get; private set; }

        public List<byte> Received { get; } = [];

        public int Flushed { get; private set; }

        public SocketError? End { get; private set; }

        public HashSet<int> Threads { get; } = [];

        public void OnConnected()
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            IsConnected = true;
        }

        public void OnReceived(ReadOnlySpan<byte> bytes)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            Received.AddRange(bytes);
            if (ClosesOnReceive)
                Connection!.Close();
        }

        public void OnFlushed() => Flushed++;

        public void OnClosed(SocketError error)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            End = error;
        }

        public void OnFailed(string cause) => Assert.Fail(cause);
    }
}
