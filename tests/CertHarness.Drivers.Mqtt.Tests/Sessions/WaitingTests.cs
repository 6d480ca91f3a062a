using System.Net.Sockets;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Tests.Probing;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Sessions;

/// <summary>A broker waits in vain, and the harness must know whose fault that is.</summary>
public sealed class WaitingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly byte[] Pong = [0xD0, 0x00];

    [Fact]
    public async Task A_packet_that_comes_is_taken_once()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.WriteAsync(new byte[] { 0x40, 0x02, 0x00, 0x07 }, stop);
            await OddServer.SilenceAsync(stop);
        });
        await using var transport = Transport();
        await using var session = await OpenAsync(server, transport);
        await Waiting().ExpectAsync(session, "PUBACK", p => p.Packet is PubAckPacket { PacketId: 7 }, CancellationToken.None);
        Assert.Empty(session.Events.Untaken);
    }

    [Fact]
    public async Task A_broker_that_lives_and_does_not_answer_is_at_fault()
    {
        var problem = await Assert.ThrowsAsync<ExpectationNotMetException>(() => ExpectPubackAsync(AnswerPingsAsync));
        Assert.Contains("answered a PINGREQ", problem.Observed, StringComparison.Ordinal);
        Assert.Contains("of lamp", problem.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_answers_nothing_at_all_is_unavailable() =>
        await Assert.ThrowsAsync<SutUnavailableException>(() => ExpectPubackAsync((_, stop) => OddServer.SilenceAsync(stop)));

    [Fact]
    public async Task A_broker_that_closes_is_at_fault()
    {
        var problem = await Assert.ThrowsAsync<ExpectationNotMetException>(() => ExpectPubackAsync((_, _) => Task.CompletedTask));
        Assert.Contains("closed", problem.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_packet_is_named_with_its_clause()
    {
        var problem = await Assert.ThrowsAsync<ExpectationNotMetException>(() => ExpectPubackAsync(async (stream, stop) =>
        {
            await stream.WriteAsync(new byte[] { 0x38, 0x04, 0x00, 0x01, (byte)'a', 0x00 }, stop);
            await OddServer.SilenceAsync(stop);
        }));
        Assert.Contains("[MQTT5-3.3.1-2]", problem.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_late_answer_to_an_earlier_PINGREQ_proves_nothing()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.WriteAsync(Pong, stop);
            await OddServer.SilenceAsync(stop);
        });
        await using var transport = Transport();
        await using var session = await OpenAsync(server, transport);
        await session.SendAsync(new PingReqPacket(), CancellationToken.None);
        await Assert.ThrowsAsync<SutUnavailableException>(() => Waiting().ExpectAliveAsync(session, "all is open", CancellationToken.None));
    }

    [Fact]
    public async Task A_flood_is_given_up()
    {
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(() => ExpectPubackAsync(async (stream, stop) =>
        {
            while (true)
            {
                await stream.WriteAsync(Pong, stop);
            }
        }, patience: TimeSpan.FromMinutes(1)));
        Assert.Contains("more than 10000 packets", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_harness_that_was_starved_accuses_nobody()
    {
        using var monitor = new SchedulingMonitor(new TimeWithoutTicks());
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(() => ExpectPubackAsync(AnswerPingsAsync, monitor));
        Assert.StartsWith("the harness was starved", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(450, 0, false)]
    [InlineData(550, 0, true)]
    [InlineData(450, 1, false)]
    [InlineData(550, 18, false)]
    [InlineData(1750, 18, false)]
    [InlineData(1850, 18, true)]
    public void A_wait_means_nothing_where_the_harness_was_starved_for_a_tenth_of_it_or_of_the_timeout_if_that_is_longer(
        int stall, int span, bool refused)
    {
        var time = new TimeWithoutTicks { Now = TimeSpan.FromMinutes(1) };
        using var monitor = new SchedulingMonitor(time);
        var waiting = new Waiting(TimeSpan.FromSeconds(5), time, monitor);
        var since = waiting.Now;
        time.Now += SchedulingMonitor.Period + TimeSpan.FromMilliseconds(stall);

        var problem = Record.Exception(() => waiting.RefuseIfStarved(since, "while nothing came", TimeSpan.FromSeconds(span)));

        Assert.Equal(refused ? typeof(SutUnavailableException) : null, problem?.GetType());
    }

    private static async Task ExpectPubackAsync(
        Func<NetworkStream, CancellationToken, Task> behaviour, SchedulingMonitor? monitor = null, TimeSpan? patience = null)
    {
        await using var server = new OddServer(behaviour);
        await using var transport = Transport();
        await using var session = await OpenAsync(server, transport);
        await Waiting(monitor, patience).ExpectAsync(session, "PUBACK", p => p.Packet is PubAckPacket, CancellationToken.None);
    }

    private static async Task AnswerPingsAsync(NetworkStream stream, CancellationToken stop)
    {
        while (true)
        {
            await stream.ReadExactlyAsync(new byte[2], stop);
            await stream.WriteAsync(Pong, stop);
        }
    }

    private static Waiting Waiting(SchedulingMonitor? monitor = null, TimeSpan? patience = null) =>
        new(patience ?? Patience, TimeProvider.System, monitor);

    private static RecordingTransport Transport() => new(new EvidenceRecorder(), TimeProvider.System);

    private static async Task<MqttSession> OpenAsync(OddServer server, RecordingTransport transport)
    {
        var connection = await transport.ConnectAsync("lamp", "127.0.0.1", server.At("mqtt").Port, TimeSpan.FromSeconds(5), CancellationToken.None);
        return new MqttSession(connection, MqttVersion.V5, new Acknowledging(), new PacketWatch(MqttVersion.V5, Role.Server), TimeProvider.System);
    }

    /// <summary>The clock of a machine on which timers do not get their turn; the system's, unless it is set.</summary>
    private sealed class TimeWithoutTicks : TimeProvider
    {
        public TimeSpan? Now { get; set; }

        public override long GetTimestamp() => Now?.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond) ?? base.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
