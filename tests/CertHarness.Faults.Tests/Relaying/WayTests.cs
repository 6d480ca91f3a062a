using System.Net;
using System.Net.Sockets;
using CertHarness.Faults.HalfOpen;
using CertHarness.Faults.Latency;
using CertHarness.Faults.Relaying;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Faults.Tests.Relaying;

public sealed class WayTests : IDisposable
{
    private const int Chunk = 64 << 10;

    private readonly FakeTimeProvider _time = new();
    private readonly Socket _near;
    private readonly Socket _far;
    private readonly Way _way;

    public WayTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _near = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _near.Connect((IPEndPoint)listener.LocalEndpoint);
        _far = listener.AcceptSocket();
        _way = new Way(_near, new Clock(_time), new Lock(), () => { });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_side_that_does_not_read_slows_its_sender_down(bool delayed)
    {
        var latency = new Injection(new LatencyFault { Delay = TimeSpan.Zero }.Begin, Direction.Both, 1, 1, 0);
        if (delayed)
            _way.Lay(latency, latency.Begin(0, Drivers.Mutations.Side.Sut, TimeSpan.Zero)!);
        long sent = 0, read = 0;
        var buffer = new byte[Chunk];
        for (var i = 0; i < 1000; i++)
        {
            var sending = _way.SendAsync(new byte[Chunk], Token).AsTask();
            sent += Chunk;
            while (!sending.IsCompleted)
            {
                // What it waits for is that the far side reads.
                if (_far.Available > 0)
                    read += await _far.ReceiveAsync(buffer, Token);
                else
                    await Task.Yield();
            }

            Assert.InRange(sent - read, 0, 20 << 20);
        }
    }

    [Fact]
    public async Task What_cannot_go_on_slows_its_sender_down_and_what_travels_does_not()
    {
        var travels = new Injection(new LatencyFault { Delay = TimeSpan.FromSeconds(1) }.Begin, Direction.Both, 1, 1, 0);
        _way.Lay(travels, travels.Begin(0, Drivers.Mutations.Side.Sut, TimeSpan.Zero)!);
        for (var i = 0; i < 255; i++)
            Assert.True(_way.SendAsync(new byte[Chunk], Token).AsTask().IsCompleted);
        var oneMore = _way.SendAsync(new byte[Chunk], Token).AsTask();
        Assert.False(oneMore.IsCompleted);
        _way.Remove(travels);
        await Task.WhenAll(oneMore, ReadAsync(256 * Chunk));

        var stuck = new Injection(new HalfOpenFault().Begin, Direction.Both, 1, 1, 1);
        _way.Lay(stuck, stuck.Begin(0, Drivers.Mutations.Side.Sut, TimeSpan.Zero)!);
        Assert.True(_way.SendAsync(new byte[Chunk - 1], Token).AsTask().IsCompleted);
        var another = _way.SendAsync(new byte[1], Token).AsTask();
        Assert.False(another.IsCompleted);
        _way.Remove(stuck);
        await Task.WhenAll(another, ReadAsync(Chunk));
    }

    [Fact]
    public async Task A_sender_that_is_slowed_down_goes_on_once_the_side_has_gone_away()
    {
        var stuck = new Injection(new HalfOpenFault().Begin, Direction.Both, 1, 1, 1);
        _way.Lay(stuck, stuck.Begin(0, Drivers.Mutations.Side.Sut, TimeSpan.Zero)!);
        var sending = _way.SendAsync(new byte[Chunk], Token).AsTask();

        _way.Abandon();

        await sending;
        await _way.EmptyAsync();
    }

    public void Dispose()
    {
        _way.Dispose();
        _near.Dispose();
        _far.Dispose();
    }

    private async Task ReadAsync(int length)
    {
        var buffer = new byte[Chunk];
        for (var read = 0; read < length;)
            read += await _far.ReceiveAsync(buffer, Token);
    }
}
