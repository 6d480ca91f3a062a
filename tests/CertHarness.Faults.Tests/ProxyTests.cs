using System.Net.Sockets;
using CertHarness.Drivers.Mutations;
using CsCheck;

namespace CertHarness.Faults.Tests;

public sealed class ProxyTests
{
    private static readonly Gen<byte[][]> Writes = Gen.Byte.Array[1, 40_000].Array[1, 4];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_endpoint_is_that_of_the_sut_but_for_its_address()
    {
        await using var relayed = new Relayed();

        Assert.Equal("mqtt", relayed.Proxy.Endpoint.Scheme);
        Assert.Equal("127.0.0.1", relayed.Proxy.Endpoint.Host);
        Assert.Equal("/path", relayed.Proxy.Endpoint.AbsolutePath);
    }

    [Fact]
    public Task Whatever_is_sent_arrives_as_it_was_sent_both_ways() => Gen.Select(Writes, Writes).SampleAsync(
        async (asked, told) =>
        {
            await using var relayed = new Relayed();
            var (harness, sut) = await relayed.ConnectAsync();
            var atSut = Relayed.ReadToEndAsync(sut);
            var atHarness = Relayed.ReadToEndAsync(harness);

            await Task.WhenAll(SendAsync(harness, asked), SendAsync(sut, told));

            Assert.Equal(asked.SelectMany(b => b), await atSut);
            Assert.Equal(told.SelectMany(b => b), await atHarness);
        },
        iter: 20);

    [Fact]
    public async Task A_side_that_has_finished_can_still_be_told_something()
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();

        harness.Shutdown(SocketShutdown.Send);
        Assert.Empty(await Relayed.ReadToEndAsync(sut));
        await sut.SendAsync("later"u8.ToArray(), Token);
        sut.Shutdown(SocketShutdown.Send);

        Assert.Equal("later"u8.ToArray(), await Relayed.ReadToEndAsync(harness));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_is_passed_on(bool byHarness)
    {
        await using var relayed = new Relayed();
        var (harness, sut) = await relayed.ConnectAsync();
        var (one, other) = byHarness ? (harness, sut) : (sut, harness);

        one.LingerState = new LingerOption(true, 0);
        one.Close(0);

        await Assert.ThrowsAsync<SocketException>(() => Relayed.ReadToEndAsync(other));
    }

    [Fact]
    public async Task A_mutation_decides_what_arrives()
    {
        await using var relayed = new Relayed(new Unaltered((from, bytes) => from == Side.Sut ? [.. bytes.Select(b => (byte)(b + 1))] : bytes));
        var (harness, sut) = await relayed.ConnectAsync();

        await SendAsync(sut, [[1, 2, 3]]);
        await SendAsync(harness, [[1, 2, 3]]);

        Assert.Equal([2, 3, 4], await Relayed.ReadToEndAsync(harness));
        Assert.Equal([1, 2, 3], await Relayed.ReadToEndAsync(sut));
    }

    [Fact]
    public async Task Connections_do_not_mix()
    {
        await using var relayed = new Relayed();
        var first = await relayed.ConnectAsync();
        var second = await relayed.ConnectAsync();

        await SendAsync(first.Harness, [[1]]);
        await SendAsync(second.Harness, [[2]]);

        Assert.Equal([1], await Relayed.ReadToEndAsync(first.Sut));
        Assert.Equal([2], await Relayed.ReadToEndAsync(second.Sut));
    }

    [Fact]
    public async Task A_sut_that_takes_no_connection_is_seen_to_take_none()
    {
        await using var relayed = new Relayed();
        relayed.StopListening();
        using var harness = new Socket(SocketType.Stream, ProtocolType.Tcp);

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await harness.ConnectAsync(relayed.Proxy.Endpoint.Host, relayed.Proxy.Endpoint.Port, Token);
            await Relayed.ReadToEndAsync(harness);
        });
    }

    [Fact]
    public async Task Disposing_ends_connections_that_nobody_uses()
    {
        await using var relayed = new Relayed();
        var (harness, _) = await relayed.ConnectAsync();

        await relayed.Proxy.DisposeAsync();

        Assert.Empty(await Relayed.ReadToEndAsync(harness).WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task A_mutation_that_fails_is_told_when_the_proxy_ends()
    {
        var relayed = new Relayed(new Unaltered((_, _) => throw new InvalidOperationException("a fault of ours")));
        var (harness, sut) = await relayed.ConnectAsync();
        await SendAsync(harness, [[1]]);
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.NotEmpty(await Relayed.ReadToEndAsync(sut)));

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(async () => await relayed.Proxy.DisposeAsync());

        Assert.Equal("a fault of ours", fault.Message);
        await relayed.DisposeAsync();
    }

    private static async Task SendAsync(Socket socket, byte[][] writes)
    {
        foreach (var bytes in writes)
            await socket.SendAsync(bytes, Token);

        socket.Shutdown(SocketShutdown.Send);
    }
}
