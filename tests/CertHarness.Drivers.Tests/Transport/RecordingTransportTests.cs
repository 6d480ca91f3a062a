using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Drivers.Tests.Transport;

public sealed class RecordingTransportTests
{
    private readonly RecordingTransport _transport = new(new EvidenceRecorder(), TimeProvider.System);

    [Fact]
    public async Task A_refused_connection_says_which_one_and_where()
    {
        using var port = new ReservedPort();

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => _transport.ConnectAsync("publisher", "127.0.0.1", port.Number, Loopback.Patience, CancellationToken.None));

        Assert.Equal($"publisher: 127.0.0.1:{port.Number} refused the connection", thrown.Message);
    }

    [Fact]
    public async Task A_name_without_address_is_named()
    {
        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => _transport.ConnectAsync("publisher", "lamp.invalid", 1883, Loopback.Patience, CancellationToken.None));

        Assert.StartsWith("publisher: the name lamp.invalid ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_does_not_accept_is_given_up_after_the_timeout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "relies on a full backlog being silent");
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        var port = ((IPEndPoint)deaf.LocalEndPoint!).Port;
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(IPAddress.Loopback, port);
        var time = new FakeTimeProvider();
        var transport = new RecordingTransport(new EvidenceRecorder(), time);

        var connecting = transport.ConnectAsync("publisher", "127.0.0.1", port, TimeSpan.FromSeconds(5), CancellationToken.None);
        Assert.False(connecting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => connecting);
        Assert.Equal($"publisher: 127.0.0.1:{port} did not accept a connection within 5 s", thrown.Message);
    }

    [Fact]
    public async Task A_cancelled_attempt_is_cancelled_and_not_the_fault_of_the_SUT()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _transport.ConnectAsync("publisher", "127.0.0.1", 1, Loopback.Patience, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task The_end_of_the_scenario_closes_what_is_open()
    {
        await using var loopback = new Loopback();
        var (harness, peer) = await loopback.ConnectAsync();

        await loopback.Transport.DisposeAsync();

        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await harness.ReadAsync(new byte[1], CancellationToken.None));
        peer.Dispose();
    }
}
