using System.Net.Sockets;
using CertHarness.Faults.Bandwidth;
using CertHarness.Faults.Corruption;
using CertHarness.Faults.Down;
using CertHarness.Faults.HalfOpen;
using CertHarness.Faults.Latency;
using CertHarness.Faults.LimitData;
using CertHarness.Faults.Reset;
using CertHarness.Faults.Slicer;
using CertHarness.Faults.SlowClose;
using CertHarness.Faults.Timeout;

namespace CertHarness.Faults.Tests;

/// <summary>Faults on real connections.</summary>
public sealed class InjectionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Latency_acts_on_an_open_connection_in_its_direction_only()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        relayed.Proxy.Inject(new LatencyFault { Delay = Second }, Direction.ToSut);

        await sut.SendAsync(new byte[1], Token);
        Assert.Single(await ReadAsync(harness, 1));
        var arrived = ReadAsync(sut, 1);
        await harness.SendAsync(new byte[1], Token);

        Assert.InRange(await relayed.PassTimeUntilAsync(arrived), Second, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Faults_act_one_after_the_other()
    {
        await using var relayed = new Relayed();
        relayed.Proxy.Inject(new LatencyFault { Delay = Second });
        relayed.Proxy.Inject(new SlowCloseFault { Delay = 2 * Second }, Direction.ToSut);
        relayed.Proxy.Inject(new BandwidthFault { BytesPerSecond = 1000 }, Direction.ToSut);
        var (harness, sut) = await relayed.ConnectAsync();

        var arrived = Relayed.ReadToEndAsync(sut);
        await harness.SendAsync(new byte[520], Token);
        harness.Shutdown(SocketShutdown.Send);

        Assert.InRange(await relayed.PassTimeUntilAsync(arrived), 3 * Second, TimeSpan.MaxValue);
        Assert.Equal(520, (await arrived).Length);
    }

    [Fact]
    public async Task Bytes_arrive_whole_and_in_order_while_faults_are_switched()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        var bytes = new byte[4_000_000];
        new Random(1).NextBytes(bytes);
        NetworkFault[] faults =
        [
            new LatencyFault { Delay = Second, Jitter = Second }, new SlicerFault { AverageSize = 1000, SizeVariation = 900 },
            new BandwidthFault { BytesPerSecond = 1_000_000 }, new HalfOpenFault(), new SlowCloseFault { Delay = Second },
        ];

        var arrived = Relayed.ReadToEndAsync(sut);
        var sending = Task.Run(
            async () =>
            {
                foreach (var chunk in bytes.Chunk(5000))
                    await harness.SendAsync(chunk, Token);
                harness.Shutdown(SocketShutdown.Send);
            },
            Token);
        var on = new List<InjectedFault>();
        for (var i = 0; !sending.IsCompleted; i++)
        {
            on.Add(relayed.Proxy.Inject(faults[i % faults.Length]));
            relayed.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
            if (on.Count <= 3)
                continue;
            on[i % 4].Remove();
            on.RemoveAt(i % 4);
        }

        on.ForEach(f => f.Remove());

        Assert.Equal(bytes, await arrived);
    }

    [Fact]
    public async Task Both_sides_can_finish_one_after_the_other_under_faults()
    {
        await using var relayed = new Relayed();
        relayed.Proxy.Inject(new LatencyFault { Delay = Second });
        relayed.Proxy.Inject(new SlicerFault { AverageSize = 2 });
        var (harness, sut) = await relayed.ConnectAsync();

        await harness.SendAsync("asked"u8.ToArray(), Token);
        harness.Shutdown(SocketShutdown.Send);
        var asked = Relayed.ReadToEndAsync(sut);
        await relayed.PassTimeUntilAsync(asked);
        await sut.SendAsync("told"u8.ToArray(), Token);
        sut.Shutdown(SocketShutdown.Send);
        var told = Relayed.ReadToEndAsync(harness);
        await relayed.PassTimeUntilAsync(told);

        Assert.Equal("asked"u8.ToArray(), await asked);
        Assert.Equal("told"u8.ToArray(), await told);
    }

    [Theory]
    [InlineData(Direction.ToSut, false, true)]
    [InlineData(Direction.FromSut, true, false)]
    [InlineData(Direction.Both, true, true)]
    public async Task A_reset_is_seen_where_its_direction_leads_and_an_end_on_the_other_side(Direction direction, bool atHarness, bool atSut)
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        await harness.SendAsync(new byte[1], Token);
        await ReadAsync(sut, 1);

        relayed.Proxy.Inject(new ResetFault(), direction);

        Assert.Equal((atHarness, atSut), (await WasResetAsync(harness), await WasResetAsync(sut)));
    }

    [Fact]
    public async Task A_reset_gets_through_to_a_side_that_does_not_read()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        using var enough = new CancellationTokenSource();
        var sending = SendForEverAsync(harness, enough.Token);
        await ReadAsync(sut, 1);

        relayed.Proxy.Inject(new ResetFault(), Direction.Both);

        await Assert.ThrowsAsync<SocketException>(() => sending);
        Assert.True(await WasResetAsync(sut));
    }

    [Fact]
    public async Task A_reset_by_the_sut_is_passed_on_with_latency()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        await harness.SendAsync(new byte[1], Token);
        await ReadAsync(sut, 1);
        relayed.Proxy.Inject(new LatencyFault { Delay = Second });

        sut.LingerState = new LingerOption(true, 0);
        sut.Close(0);
        var reset = WasResetAsync(harness);

        Assert.InRange(await relayed.PassTimeUntilAsync(reset), Second, TimeSpan.MaxValue);
        Assert.True(await reset);
    }

    [Fact]
    public async Task A_timeout_closes_both_sides()
    {
        await using var relayed = new Relayed();
        relayed.Proxy.Inject(new TimeoutFault { After = Second }, Direction.ToSut);
        var (harness, sut) = await relayed.ConnectAsync();

        await harness.SendAsync(new byte[10], Token);
        var (atHarness, atSut) = (Relayed.ReadToEndAsync(harness), Relayed.ReadToEndAsync(sut));
        await relayed.PassTimeUntilAsync(Task.WhenAll(atHarness, atSut));

        Assert.Empty(await atSut);
        Assert.Empty(await atHarness);
    }

    [Fact]
    public async Task A_connection_is_closed_once_its_limit_is_reached()
    {
        await using var relayed = new Relayed();
        relayed.Proxy.Inject(new LimitDataFault { Bytes = 7 }, Direction.FromSut);
        var (harness, sut) = await relayed.ConnectAsync();

        await sut.SendAsync(new byte[100], Token);

        Assert.Equal(7, (await Relayed.ReadToEndAsync(harness)).Length);
        Assert.Empty(await Relayed.ReadToEndAsync(sut));
    }

    [Fact]
    public async Task A_side_learns_nothing_of_the_other_while_the_connection_is_half_open()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        var cut = relayed.Proxy.Inject(new HalfOpenFault(), Direction.ToSut);

        var atSut = Relayed.ReadToEndAsync(sut);
        await harness.SendAsync("lost?"u8.ToArray(), Token);
        harness.Shutdown(SocketShutdown.Send);
        await sut.SendAsync("still there?"u8.ToArray(), Token);
        await ReadAsync(harness, 12);
        Assert.False(atSut.IsCompleted);
        cut.Remove();

        Assert.Equal("lost?"u8.ToArray(), await atSut);
    }

    [Fact]
    public async Task A_sut_that_is_down_cuts_and_refuses_and_comes_back_where_it_was()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();

        var down = relayed.Proxy.Inject(new DownFault());
        var downToo = relayed.Proxy.Inject(new DownFault());
        Assert.True(await WasResetAsync(harness));
        Assert.True(await WasResetAsync(sut));
        down.Remove();
        down.Remove();
        var refused = await Assert.ThrowsAsync<SocketException>(relayed.ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        downToo.Remove();

        var again = await relayed.ConnectAsync();
        await again.Harness.SendAsync(new byte[1], Token);
        Assert.Single(await ReadAsync(again.Sut, 1));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_faults_and_another_others()
    {
        Assert.Equal(await CorruptedAsync(1), await CorruptedAsync(1));
        Assert.NotEqual(await CorruptedAsync(1), await CorruptedAsync(2));
    }

    [Fact]
    public async Task Disposing_ends_connections_that_are_held_up()
    {
        await using var relayed = new Relayed();
        var half = await relayed.ConnectAsync();
        var slow = await relayed.ConnectAsync();
        using var enough = new CancellationTokenSource();
        var sending = SendForEverAsync(slow.Harness, enough.Token);
        await ReadAsync(slow.Sut, 1);
        relayed.Proxy.Inject(new HalfOpenFault());
        relayed.Proxy.Inject(new TimeoutFault { After = Second });
        half.Harness.Shutdown(SocketShutdown.Send);

        await relayed.Proxy.DisposeAsync();

        await Assert.ThrowsAsync<SocketException>(() => sending);
        Assert.Throws<ObjectDisposedException>(() => relayed.Proxy.Inject(new HalfOpenFault()));
        Assert.Throws<ObjectDisposedException>(() => relayed.Proxy.Inject(new DownFault()));
    }

    [Fact]
    public async Task A_fault_can_be_removed_after_its_connections_and_its_proxy_have_ended()
    {
        await using var relayed = new Relayed();
        var (harness, _) = await relayed.ConnectAsync();
        var latency = relayed.Proxy.Inject(new LatencyFault { Delay = Second });
        var down = relayed.Proxy.Inject(new DownFault());
        await WasResetAsync(harness);

        await relayed.Proxy.DisposeAsync();

        latency.Remove();
        down.Remove();
        relayed.Time.Advance(2 * Second);
    }

    [Fact]
    public async Task Thousands_of_connections_pass_and_take_a_fault()
    {
        const int Count = 2000;
        await using var relayed = new Relayed();
        var connections = new List<(Socket Harness, Socket Sut)>();
        for (var i = 0; i < Count; i++)
            connections.Add(await relayed.ConnectAsync());

        relayed.Proxy.Inject(new CorruptionFault { Rate = 1 }, probability: 0.5);
        var corrupted = 0;
        foreach (var (harness, sut) in connections)
        {
            await harness.SendAsync(new byte[1], Token);
            corrupted += (await ReadAsync(sut, 1))[0] == 0 ? 0 : 1;
        }

        Assert.InRange(corrupted, Count * 0.4, Count * 0.6);
        relayed.Proxy.Inject(new DownFault());
        foreach (var (harness, _) in connections)
            Assert.True(await WasResetAsync(harness));
    }

    private static async Task<byte[]> CorruptedAsync(int seed)
    {
        await using var relayed = new Relayed(seed: seed);
        relayed.Proxy.Inject(new CorruptionFault { Rate = 0.1 });
        var all = new List<byte>();
        for (var i = 0; i < 3; i++)
        {
            var (harness, sut) = await relayed.ConnectAsync();
            await harness.SendAsync(new byte[1000], Token);
            harness.Shutdown(SocketShutdown.Send);
            all.AddRange(await Relayed.ReadToEndAsync(sut));
        }

        return [.. all];
    }

    private static async Task SendForEverAsync(Socket socket, CancellationToken enough)
    {
        while (true)
            await socket.SendAsync(new byte[100_000], enough);
    }

    private static async Task<bool> WasResetAsync(Socket socket)
    {
        try
        {
            await Relayed.ReadToEndAsync(socket);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(read), Token);
            Assert.NotEqual(0, more);
            read += more;
        }

        return bytes;
    }
}
