using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Tests.Devices;

/// <summary>Whatever connects to the harness, it must survive it and know whose fault it is.</summary>
public sealed class DeviceBenchTests : IAsyncDisposable
{
    private static readonly byte[] Connect5 = [0x10, 0x0F, 0, 4, .. "MQTT"u8, 5, 2, 0, 2, 0, 0, 2, .. "d1"u8];
    private static readonly byte[] Connect3 = [0x10, 0x0E, 0, 4, .. "MQTT"u8, 4, 2, 0, 2, 0, 2, .. "d1"u8];
    private static readonly byte[] Ping = [0xC0, 0];
    private static readonly byte[] Publish = [0x30, 0x06, 0, 1, (byte)'a', 0, .. "on"u8];

    private readonly EvidenceRecorder _evidence = new(1883);
    private readonly MonitorLog _monitors = new();
    private RecordingTransport? _transport;
    private DeviceBench? _bench;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await (_bench?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_transport?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_device_that_introduces_itself_is_accepted()
    {
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync(Connect5, stop).AsTask());
        var session = await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        Assert.Equal("d1", session.Introduction?.ClientId);
        Assert.Equal((ushort)1, session.Accepted?.Properties.ServerKeepAlive);
    }

    [Fact]
    public async Task A_CONNECT_that_comes_byte_by_byte_is_understood()
    {
        var bench = await ToldAsync(async (stream, stop) =>
        {
            foreach (var one in Connect5)
            {
                await stream.WriteAsync(new[] { one }, stop);
                await Task.Yield();
            }
        });
        Assert.Equal("d1", (await bench.IntroducedAsync(MqttVersion.V5, Cancellation)).Introduction?.ClientId);
    }

    [Fact]
    public async Task A_device_of_another_version_is_not_asked()
    {
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync(Connect3, stop).AsTask());
        var skipped = await Assert.ThrowsAsync<ScenarioSkippedException>(() => bench.IntroducedAsync(MqttVersion.V5, Cancellation));
        Assert.Contains("MQTT 3.1.1", skipped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF")]
    public async Task What_sends_garbage_is_no_device_and_no_fault_of_anybody(string garbage)
    {
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(garbage), stop).AsTask());
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(() => bench.IntroducedAsync(MqttVersion.V5, Cancellation));
        Assert.Contains("CONNECT", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_never_connects_is_inconclusive_and_told_with_its_last_words()
    {
        var bench = Bench(new ScriptedDevice((_, _) => Task.CompletedTask));
        await bench.TellAsync(DeviceVocabulary.Connect, new DeviceRequest(MqttVersion.V5), Cancellation);
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(() => bench.IntroducedAsync(MqttVersion.V5, Cancellation));
        Assert.Contains("did not connect", problem.Message, StringComparison.Ordinal);
        Assert.Contains("the script is over", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_dies_within_its_CONNECT_is_waited_for_again()
    {
        var bench = Bench(new ScriptedDevice(async (server, stop) =>
        {
            await using (var first = await ScriptedDevice.ConnectAsync(server, stop))
            {
                await first.WriteAsync(Connect5.AsMemory(0, 5), stop);
            }

            await using var second = await ScriptedDevice.ConnectAsync(server, stop);
            await second.WriteAsync(Connect5, stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        await bench.TellAsync(DeviceVocabulary.Connect, new DeviceRequest(MqttVersion.V5), Cancellation);
        var session = await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        Assert.Equal("device (2)", session.Name);
    }

    [Fact]
    public async Task A_device_that_connects_over_and_over_is_let_in_so_often_and_no_more()
    {
        var bench = Bench(new ScriptedDevice(async (server, stop) =>
        {
            while (true)
            {
                await using var stream = await ScriptedDevice.ConnectAsync(server, stop);
            }
        }));
        await bench.TellAsync(DeviceVocabulary.Connect, new DeviceRequest(MqttVersion.V5), Cancellation);
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(() => bench.IntroducedAsync(MqttVersion.V5, Cancellation));
        Assert.Contains("connected more than", problem.Message, StringComparison.Ordinal);
        Assert.True(bench.Sessions.Count <= BrokerListener.MostConnections);
    }

    [Fact]
    public async Task A_device_that_lives_and_does_not_answer_is_at_fault()
    {
        var bench = await ToldAsync(PingAsync);
        await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        var problem = await Assert.ThrowsAsync<ExpectationNotMetException>(() => ExpectAsync(bench));
        Assert.Contains("after that the device sent PINGREQ", problem.Observed, StringComparison.Ordinal);
        Assert.Contains("of device", problem.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_silent_altogether_is_inconclusive()
    {
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync(Connect5, stop).AsTask());
        await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        await Assert.ThrowsAsync<SutUnavailableException>(() => ExpectAsync(bench));
    }

    [Fact]
    public async Task A_malformed_packet_is_named_with_its_clause()
    {
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync(Connect5.Concat(new byte[] { 0x80, 0 }).ToArray(), stop).AsTask());
        await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        var problem = await Assert.ThrowsAsync<ExpectationNotMetException>(() => ExpectAsync(bench));
        Assert.Contains("[MQTT5-3.8.1-1]", problem.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absence_is_shown_by_two_signs_of_life()
    {
        var bench = await ToldAsync(PingAsync);
        await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        await bench.Expecting.SettleAsync(null, Cancellation);
        Assert.DoesNotContain(bench.Session.Events.All, e => e is Mqtt.Sessions.PacketArrived { Packet: PublishPacket });
    }

    [Fact]
    public async Task Silence_is_no_absence()
    {
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync(Connect5.Concat(Publish).ToArray(), stop).AsTask());
        await bench.IntroducedAsync(MqttVersion.V5, Cancellation);
        await Assert.ThrowsAsync<SutUnavailableException>(() => bench.Expecting.SettleAsync(null, Cancellation));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var bench = Bench(new ScriptedDevice((_, _) => Task.CompletedTask), new Uri($"mqtt://127.0.0.1:{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}"));
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(
            () => bench.TellAsync(DeviceVocabulary.Connect, new DeviceRequest(MqttVersion.V5), Cancellation));
        Assert.Contains("cannot listen", problem.Message, StringComparison.Ordinal);
    }

    // A sign of life after every packet of the broker, no more often than a quick device sends one.
    private static async Task PingAsync(System.Net.Sockets.NetworkStream stream, CancellationToken stop)
    {
        await stream.WriteAsync(Connect5, stop);
        var buffer = new byte[256];
        var quiet = TimeSpan.FromMilliseconds(150);
        while (true)
        {
            await stream.ReadAtLeastAsync(buffer, 1, cancellationToken: stop);
            await Task.Delay(quiet, TimeProvider.System, stop);
            await stream.WriteAsync(Ping, stop);
        }
    }

    private static Task<Mqtt.Sessions.PacketArrived> ExpectAsync(DeviceBench bench) =>
        bench.Expecting.PacketAsync(bench.Session, "PUBACK", p => p.Packet is PubAckPacket, Cancellation);

    private async Task<DeviceBench> ToldAsync(Func<System.Net.Sockets.NetworkStream, CancellationToken, Task> script)
    {
        var bench = Bench(new ScriptedDevice(async (server, stop) =>
        {
            await using var stream = await ScriptedDevice.ConnectAsync(server, stop);
            await script(stream, stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        await bench.TellAsync(DeviceVocabulary.Connect, new DeviceRequest(MqttVersion.V5), Cancellation);
        return bench;
    }

    [Fact]
    public async Task What_a_device_sends_is_watched_in_the_version_of_its_CONNECT()
    {
        // A topic with a wildcard, in the form of MQTT 3.1.1.
        byte[] wrong = [0x30, 0x05, 0, 1, (byte)'#', .. "on"u8];
        var bench = await ToldAsync((stream, stop) => stream.WriteAsync((byte[])[.. Connect3, .. wrong, .. Ping], stop).AsTask());
        var session = await bench.IntroducedAsync(MqttVersion.V311, Cancellation);
        await bench.Expecting.PacketAsync(session, "PINGREQ", p => p.Packet is PingReqPacket, Cancellation);

        Assert.Equal(["MQTT3-3.3.2-2", "MQTT3-4.7.1-1"], _monitors.Seen.Violations.Keys.Order());
        Assert.StartsWith("frame ", _monitors.Seen.Violations["MQTT3-3.3.2-2"].Evidence, StringComparison.Ordinal);
    }

    private DeviceBench Bench(ScriptedDevice device, Uri? listen = null)
    {
        _transport = new RecordingTransport(_evidence, TimeProvider.System);
        var ixit = new Ixit { Timeout = TimeSpan.FromMilliseconds(400), StartTimeout = TimeSpan.FromSeconds(6) };
        var sut = new SutAccess(listen ?? new Uri("mqtt://127.0.0.1"), ixit) { Device = device };
        return _bench = new DeviceBench(_transport, _evidence, sut, new ScenarioIsolation("bench"), _monitors, TimeProvider.System, null);
    }
}
