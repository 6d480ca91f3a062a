using System.Net;
using System.Net.Sockets;
using CertHarness.Faults.Corruption;
using CertHarness.Faults.Down;
using CertHarness.Faults.Latency;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Faults.Tests;

public sealed class DatagramProxyTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Socket _sut = Open();
    private readonly List<Socket> _harness = [];
    private readonly DatagramProxy _proxy;

    public DatagramProxyTests() => _proxy = DatagramProxy.Start(new Uri($"coap://127.0.0.1:{PortOf(_sut)}/path"), _time, seed: 1, mostFlows: 2);

    [Fact]
    public async Task Datagrams_go_to_the_SUT_and_answers_find_back_to_who_asked()
    {
        Assert.Equal(("coap", "/path"), (_proxy.Endpoint.Scheme, _proxy.Endpoint.AbsolutePath));
        var (one, other) = (Harness(), Harness());

        await one.SendAsync((byte[])[1]);
        var first = await Received(_sut);
        await other.SendAsync((byte[])[]);
        var second = await Received(_sut);
        await _sut.SendToAsync((byte[])[11], first.From);
        await _sut.SendToAsync((byte[])[22, 22], second.From);

        Assert.Equal([1], first.Bytes);
        Assert.Equal([], second.Bytes);
        Assert.Equal([11], (await Received(one)).Bytes);
        Assert.Equal([22, 22], (await Received(other)).Bytes);
    }

    [Fact]
    public async Task A_fault_lies_on_the_way_that_it_was_told_until_it_is_removed()
    {
        var harness = Harness();
        var corruption = _proxy.Inject(new CorruptionFault { Rate = 1 }, Direction.FromSut);

        await harness.SendAsync(new byte[100]);
        var (bytes, from) = await Received(_sut);
        await _sut.SendToAsync(new byte[100], from);
        var (answer, _) = await Received(harness);
        corruption.Remove();
        await _sut.SendToAsync(new byte[100], from);

        Assert.Equal(new byte[100], bytes);
        Assert.Equal(100, answer.Length);
        Assert.DoesNotContain((byte)0, answer);
        Assert.Equal(new byte[100], (await Received(harness)).Bytes);
    }

    [Fact]
    public async Task A_part_of_the_flows_has_a_fault()
    {
        await using var proxy = DatagramProxy.Start(new Uri($"coap://127.0.0.1:{PortOf(_sut)}"), _time, seed: 1);
        proxy.Inject(new CorruptionFault { Rate = 1 }, Direction.ToSut, probability: 0.5);

        var altered = 0;
        for (var i = 0; i < 40; i++)
        {
            await Harness(proxy).SendAsync((byte[])[0]);
            altered += (await Received(_sut)).Bytes[0] == 0 ? 0 : 1;
        }

        Assert.InRange(altered, 8, 32);
    }

    [Fact]
    public async Task Delay_goes_by_the_clock()
    {
        var harness = Harness();
        _proxy.Inject(new LatencyFault { Delay = TimeSpan.FromSeconds(1) }, Direction.ToSut);
        await harness.SendAsync((byte[])[1]);
        var receiving = Received(_sut);

        var begun = _time.GetTimestamp();
        while (!receiving.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.True(_time.GetElapsedTime(begun) >= TimeSpan.FromSeconds(1));
        Assert.Equal([1], (await receiving).Bytes);
    }

    [Fact]
    public async Task Nothing_passes_a_link_that_is_down()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        var harness = Harness();
        var down = _proxy.Inject(new DownFault());
        for (var i = 0; i < 50; i++)
            await harness.SendAsync((byte[])[2]);
        while (await Waits(_proxy.Endpoint.Port))
            await Task.Yield();

        down.Remove();
        await harness.SendAsync((byte[])[3]);

        // All were taken from the socket in time; the last of them may not have been thrown away by then.
        var first = await Received(_sut);
        Assert.Equal([3], first.Bytes is [2] ? (await Received(_sut)).Bytes : first.Bytes);
    }

    [Fact]
    public async Task For_one_address_too_many_that_which_was_silent_longest_is_forgotten()
    {
        var sources = new List<EndPoint>();
        foreach (var harness in new[] { Harness(), Harness(), Harness() })
        {
            await harness.SendAsync((byte[])[1]);
            sources.Add((await Received(_sut)).From);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await _harness[1].SendAsync((byte[])[2]);
        Assert.Equal(sources[1], (await Received(_sut)).From);
        await _harness[0].SendAsync((byte[])[3]);
        Assert.DoesNotContain((await Received(_sut)).From, sources.Skip(1));
    }

    [Fact]
    public async Task A_SUT_that_is_not_there_yet_is_reached_later()
    {
        int port;
        using (var early = Open())
            port = PortOf(early);
        await using var proxy = DatagramProxy.Start(new Uri($"coap://127.0.0.1:{port}"), _time, 1);
        var harness = Harness(proxy);
        await harness.SendAsync((byte[])[1]);

        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        late.Bind(new IPEndPoint(IPAddress.Loopback, port));
        var receiving = Received(late);
        while (!receiving.IsCompleted)
        {
            await harness.SendAsync((byte[])[2]);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Single((await receiving).Bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _sut.Dispose();
        _harness.ForEach(h => h.Dispose());
    }

    /// <summary>Whether bytes wait in a socket: Linux lists them.</summary>
    private static async Task<bool> Waits(int port)
    {
        var lines = await File.ReadAllLinesAsync("/proc/net/udp", TestContext.Current.CancellationToken);
        var fields = lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(f => f[1].EndsWith($":{port:X4}", StringComparison.Ordinal));
        return !fields[4].EndsWith(":00000000", StringComparison.Ordinal);
    }

    private Socket Harness(DatagramProxy? proxy = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _harness.Add(socket);
        socket.Connect(IPAddress.Loopback, (proxy ?? _proxy).Endpoint.Port);
        return socket;
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private static async Task<(byte[] Bytes, EndPoint From)> Received(Socket socket)
    {
        var buffer = new byte[2000];
        var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        return (buffer[..received.ReceivedBytes], received.RemoteEndPoint);
    }
}
