using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Transport;

namespace CertHarness.Drivers.Tests.Evidence;

public sealed class EvidenceRecorderTests
{
    private const string Faults = "tcp.analysis.flags || _ws.malformed || tcp.checksum.status==0 || ip.checksum.status==0";

    // MQTT 5.0, 3.1 and 3.2
    private static readonly byte[] Connect = [0x10, 0x11, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 60, 0, 0, 4, (byte)'l', (byte)'a', (byte)'m', (byte)'p'];
    private static readonly byte[] ConnAck = [0x20, 3, 0, 0, 0];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Tshark_decodes_the_protocol_by_itself(string address)
    {
        Assert.SkipUnless(address != "::1" || Socket.OSSupportsIPv6, "no IPv6 here");
        await using var loopback = new Loopback(address: IPAddress.Parse(address));
        var (harness, peer) = await loopback.ConnectAsync();
        await ConverseAsync(harness, peer);
        peer.Close();
        Assert.Equal(0, await harness.ReadAsync(new byte[1], CancellationToken.None));
        await harness.DisposeAsync();

        Assert.Equal(["4\t1", "5\t2"], await Tshark.ReadAsync(loopback.Recorder, "mqtt", "frame.number", "mqtt.msgtype"));
        Assert.Empty(await Tshark.ReadAsync(loopback.Recorder, Faults, "frame.number"));
        Assert.Equal(
            ["0x0002", "0x0012", "0x0010", "0x0018", "0x0018", "0x0011", "0x0011"],
            await Tshark.ReadAsync(loopback.Recorder, "tcp", "tcp.flags"));
    }

    [Fact]
    public async Task The_file_tells_the_true_endpoint_and_the_names_of_the_connections()
    {
        await using var loopback = new Loopback();
        await loopback.ConnectAsync("publisher");
        await loopback.ConnectAsync("subscriber");

        Assert.Equal(
            ["1\tpublisher", "4\tsubscriber"],
            await Tshark.ReadAsync(loopback.Recorder, "frame.comment", "frame.number", "frame.comment"));
        Assert.Contains($"{loopback.Endpoint} is shown as port 1883", Text(loopback.Recorder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_shows_who_sent_it()
    {
        await using var loopback = new Loopback();
        var (harness, _) = await loopback.ConnectAsync();
        harness.Abort();

        Assert.Equal(["4\t1883"], await Tshark.ReadAsync(loopback.Recorder, "tcp.flags.reset==1", "frame.number", "tcp.dstport"));
    }

    [Fact]
    public async Task A_megabyte_each_way_is_kept_whole()
    {
        const int Size = 1 << 20;
        await using var loopback = new Loopback(new EvidenceRecorder(9999));
        var (harness, peer) = await loopback.ConnectAsync();
        using var stream = new NetworkStream(peer);
        var payload = new byte[Size];
        new Random(1).NextBytes(payload);

        var echoing = Task.Run(async () =>
        {
            var received = new byte[Size];
            await stream.ReadExactlyAsync(received);
            await stream.WriteAsync(received);
        });
        await harness.WriteAsync(payload, CancellationToken.None);
        var buffer = new byte[Size];
        for (var read = 0; read < Size;)
        {
            read += await harness.ReadAsync(buffer.AsMemory(read), CancellationToken.None);
        }

        await echoing;
        await harness.DisposeAsync();
        Assert.Equal(payload, buffer);
        Assert.Empty(await Tshark.ReadAsync(loopback.Recorder, Faults, "frame.number"));
        var sent = await Tshark.ReadAsync(loopback.Recorder, "tcp.dstport==9999 && tcp.len>0", "tcp.payload");
        Assert.Equal(payload, Convert.FromHexString(string.Concat(sent)));
    }

    [Fact]
    public async Task Frames_of_connections_at_the_same_time_are_numbered_as_in_the_file()
    {
        await using var loopback = new Loopback();
        var conversations = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var (harness, peer) = await loopback.ConnectAsync($"lamp {number}");
            // Accepting in parallel pairs ends up in any order, so both ends only send.
            await harness.WriteAsync(Connect, CancellationToken.None);
            await peer.SendAsync(ConnAck);
            await harness.ReadAsync(new byte[100], CancellationToken.None);
            return harness;
        }));

        Assert.Empty(await Tshark.ReadAsync(loopback.Recorder, Faults, "frame.number"));
        var frames = await Tshark.ReadAsync(loopback.Recorder, "mqtt", "frame.number", "mqtt.msgtype", "tcp.srcport", "tcp.dstport");
        var expected = conversations.SelectMany(harness => new[]
        {
            $"{harness.LastSent!.Frame}\t1\t{harness.Local.Port}\t1883",
            $"{harness.LastReceived!.Frame}\t2\t1883\t{harness.Local.Port}",
        });
        Assert.Equal(expected.Order(StringComparer.Ordinal), frames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Beyond_the_limit_lengths_are_kept_and_the_file_says_so()
    {
        await using var loopback = new Loopback(new EvidenceRecorder(1883, limit: Connect.Length));
        var (harness, peer) = await loopback.ConnectAsync();
        await ConverseAsync(harness, peer);
        await harness.WriteAsync(new byte[100_000], CancellationToken.None);

        Assert.True(loopback.Recorder.Truncated);
        using var file = new MemoryStream();
        loopback.Recorder.Write(file);
        Assert.InRange(file.Length, 1, 2_000);
        Assert.Contains($"truncated: the limit of {Connect.Length} bytes", Text(loopback.Recorder), StringComparison.Ordinal);
        Assert.Equal(
            ["5\ttruncated: 5 bytes were not kept\t5", "6\ttruncated: 65475 bytes were not kept\t65475", "7\ttruncated: 34525 bytes were not kept\t34525"],
            await Tshark.ReadAsync(loopback.Recorder, "frame.comment contains truncated", "frame.number", "frame.comment", "tcp.len"));
        Assert.Empty(await Tshark.ReadAsync(loopback.Recorder, "tcp.analysis.flags", "frame.number"));
    }

    [Fact]
    public async Task Of_thousands_of_connections_the_last_are_kept_behind_all_others()
    {
        const int Many = EvidenceRecorder.PassingKept + 36;
        await using var loopback = new Loopback();
        for (var number = 0; number < Many; number++)
        {
            await using var passing = await loopback.Transport.ConnectPassingAsync(
                $"attacker {number}", new Route(loopback.Endpoint.Address.ToString(), loopback.Endpoint.Port, null, null), Loopback.Patience, TestContext.Current.CancellationToken);
            await passing.WriteAsync(new byte[number == Many - 1 ? 100_000 : 10], TestContext.Current.CancellationToken);
            Assert.Equal(0, passing.LastFrame);
        }

        var (harness, _) = await loopback.ConnectAsync("lamp");

        Assert.Equal(1, harness.LastFrame);
        Assert.Contains($"Of {Many} connections of attackers and the like the last {EvidenceRecorder.PassingKept} are shown", Text(loopback.Recorder), StringComparison.Ordinal);
        using var file = new MemoryStream();
        loopback.Recorder.Write(file);
        Assert.InRange(file.Length, 1, 120_000);
        var names = await Tshark.ReadAsync(loopback.Recorder, "tcp.flags.syn==1 && tcp.flags.ack==0", "frame.comment");
        Assert.Equal(["lamp", .. Enumerable.Range(36, EvidenceRecorder.PassingKept).Select(n => $"attacker {n}")], names);
    }

    [Fact]
    public void Nothing_recorded_is_no_content()
    {
        var recorder = new EvidenceRecorder(1883);

        Assert.False(recorder.HasContent);
        Assert.False(recorder.Truncated);
    }

    [Fact]
    public async Task Times_are_kept_to_the_tick()
    {
        await using var loopback = new Loopback();
        var (harness, peer) = await loopback.ConnectAsync();
        await ConverseAsync(harness, peer);

        var ticks = (harness.LastReceived!.At - DateTimeOffset.UnixEpoch).Ticks;
        var expected = $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond:0000000}00";
        Assert.Equal([expected], await Tshark.ReadAsync(loopback.Recorder, "frame.number==5", "frame.time_epoch"));
    }

    private static async Task ConverseAsync(RecordedConnection harness, Socket peer)
    {
        await harness.WriteAsync(Connect, CancellationToken.None);
        await peer.ReceiveAsync(new byte[100]);
        await peer.SendAsync(ConnAck);
        Assert.Equal(ConnAck.Length, await harness.ReadAsync(new byte[100], CancellationToken.None));
    }

    private static string Text(EvidenceRecorder recorder)
    {
        using var file = new MemoryStream();
        recorder.Write(file);
        return System.Text.Encoding.UTF8.GetString(file.ToArray());
    }
}
