using System.Net.Sockets;
using CertHarness.Drivers.Transport;

namespace CertHarness.Drivers.Tests.Transport;

public sealed class RecordedConnectionTests : IAsyncDisposable
{
    private readonly Loopback _loopback = new();
    private readonly byte[] _buffer = new byte[100];

    [Fact]
    public async Task Bytes_go_both_ways_and_each_chunk_has_its_frame_and_time()
    {
        var (harness, peer) = await _loopback.ConnectAsync();
        var before = TimeProvider.System.GetUtcNow();
        Assert.Equal(1, harness.LastFrame);

        await harness.WriteAsync(new byte[] { 1, 2, 3 }, CancellationToken.None);
        Assert.Equal(3, await peer.ReceiveAsync(_buffer));
        await peer.SendAsync(new byte[] { 4, 5 });
        Assert.Equal(2, await harness.ReadAsync(_buffer, CancellationToken.None));

        Assert.Equal([4, 5], _buffer[..2]);
        Assert.Equal("frame 4 of publisher", harness.LastSent?.ToString());
        Assert.Equal("frame 5 of publisher", harness.LastReceived?.ToString());
        Assert.Equal(5, harness.LastFrame);
        Assert.InRange(harness.LastReceived!.At, before, TimeProvider.System.GetUtcNow());
        Assert.Equal(_loopback.Endpoint, harness.Remote);
    }

    [Fact]
    public async Task An_orderly_end_reads_as_nothing_again_and_again()
    {
        var (harness, peer) = await _loopback.ConnectAsync();

        peer.Close();

        Assert.Equal(0, await harness.ReadAsync(_buffer, CancellationToken.None));
        Assert.Equal(4, harness.LastReceived?.Frame);
        Assert.Equal(0, await harness.ReadAsync(_buffer, CancellationToken.None));
        Assert.Equal(4, harness.LastReceived?.Frame);
    }

    [Fact]
    public async Task A_reset_is_told_from_an_orderly_end_while_reading()
    {
        var (harness, peer) = await _loopback.ConnectAsync();

        Reset(peer);

        var thrown = await Assert.ThrowsAsync<ConnectionResetException>(async () => await harness.ReadAsync(_buffer, CancellationToken.None));
        Assert.Equal($"publisher: {_loopback.Endpoint} reset the connection", thrown.Message);
        Assert.Equal(4, harness.LastReceived?.Frame);
    }

    [Fact]
    public async Task A_reset_is_told_while_writing_and_the_reader_learns_of_it_too()
    {
        var (harness, peer) = await _loopback.ConnectAsync();

        Reset(peer);

        await Assert.ThrowsAsync<ConnectionResetException>(async () =>
        {
            while (true)
            {
                await harness.WriteAsync(new byte[100_000], CancellationToken.None);
            }
        });
        await Assert.ThrowsAsync<ConnectionResetException>(async () => await harness.ReadAsync(_buffer, CancellationToken.None));
    }

    [Fact]
    public async Task What_arrived_before_a_reset_that_a_writer_met_can_still_be_read()
    {
        var (harness, peer) = await _loopback.ConnectAsync();
        await peer.SendAsync(new byte[] { 7 });
        Reset(peer);
        await Assert.ThrowsAsync<ConnectionResetException>(async () =>
        {
            while (true)
            {
                await harness.WriteAsync(new byte[100_000], CancellationToken.None);
            }
        });

        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems drop unread bytes at a reset");
        Assert.Equal(1, await harness.ReadAsync(_buffer, CancellationToken.None));
        await Assert.ThrowsAsync<ConnectionResetException>(async () => await harness.ReadAsync(_buffer, CancellationToken.None));
    }

    [Fact]
    public async Task Aborting_resets_the_peer_and_ends_a_pending_read()
    {
        var (harness, peer) = await _loopback.ConnectAsync();
        var reading = harness.ReadAsync(_buffer, CancellationToken.None);

        harness.Abort();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reading);
        var seen = await Assert.ThrowsAsync<SocketException>(async () => await peer.ReceiveAsync(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, seen.SocketErrorCode);
    }

    [Fact]
    public async Task Disposing_closes_in_order_and_ends_a_pending_read()
    {
        var (harness, peer) = await _loopback.ConnectAsync();
        var reading = harness.ReadAsync(_buffer, CancellationToken.None);

        await harness.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reading);
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task After_completing_its_writes_the_harness_still_reads()
    {
        var (harness, peer) = await _loopback.ConnectAsync();

        await harness.CompleteWritesAsync(CancellationToken.None);
        Assert.Equal(0, await peer.ReceiveAsync(_buffer));
        await peer.SendAsync(new byte[] { 9 });

        Assert.Equal(1, await harness.ReadAsync(_buffer, CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_read_loses_nothing()
    {
        var (harness, peer) = await _loopback.ConnectAsync();
        using var cancelling = new CancellationTokenSource();
        var reading = harness.ReadAsync(_buffer, cancelling.Token);
        Assert.False(reading.IsCompleted);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        await peer.SendAsync(new byte[] { 5 });

        Assert.Equal(1, await harness.ReadAsync(_buffer, CancellationToken.None));
    }

    [Fact]
    public async Task What_one_writer_writes_stays_together()
    {
        var (harness, peer) = await _loopback.ConnectAsync();
        const int Size = 200_000;
        var writing = Enumerable.Range(1, 4).Select(writer =>
            harness.WriteAsync(Enumerable.Repeat((byte)writer, Size).ToArray(), CancellationToken.None).AsTask()).ToArray();

        var received = new byte[4 * Size];
        using var stream = new NetworkStream(peer);
        await stream.ReadExactlyAsync(received);
        await Task.WhenAll(writing);

        Assert.All(received.Chunk(Size), block => Assert.Single(block.Distinct()));
    }

    public ValueTask DisposeAsync() => _loopback.DisposeAsync();

    private static void Reset(Socket peer)
    {
        peer.LingerState = new LingerOption(true, 0);
        peer.Close();
    }
}
