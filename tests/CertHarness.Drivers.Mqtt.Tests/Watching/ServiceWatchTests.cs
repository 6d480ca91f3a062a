using System.Globalization;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Mutants;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Watching;
using CertHarness.Drivers.Transport;
using CertHarness.Faults;
using CertHarness.Faults.Latency;
using CertHarness.Faults.Recovery;
using CertHarness.Model.Campaigns;
using CertHarness.ReferenceCity.Mqtt;

namespace CertHarness.Drivers.Mqtt.Tests.Watching;

/// <summary>
/// What the watch measures of a broker that is hit comes out within 5 % of what the broker's side knows about itself, and what is counted
/// comes out exactly. A machine that keeps the harness from running decides nothing.
/// </summary>
public sealed class ServiceWatchTests : IAsyncLifetime
{
    private const double Rate = 100;

    private static readonly TimeSpan MostStalled = TimeSpan.FromMilliseconds(100);

    private static readonly RecoveryRules Rules = new(
        ServedWithin: TimeSpan.FromMilliseconds(500), NormalFactor: 1, NormalFloor: TimeSpan.FromMilliseconds(75), Steady: TimeSpan.FromSeconds(1));

    private readonly EvidenceRecorder _recorder = new(MqttDriver.Port);
    private readonly ReferenceBroker _broker = ReferenceBroker.Start(TimeProvider.System);
    private readonly SchedulingMonitor _monitor = new(TimeProvider.System);
    private readonly long _begun = TimeProvider.System.GetTimestamp();

    private RecordingTransport? _transport;
    private Clients? _clients;
    private ServiceWatch? _watch;
    private Proxy? _proxy;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
            await _watch.DisposeAsync();
        if (_clients is not null)
            await _clients.DisposeAsync();
        if (_transport is not null)
            await _transport.DisposeAsync();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        await _broker.DisposeAsync();
        await _monitor.DisposeAsync();
    }

    [Fact]
    public async Task A_standstill_is_measured_as_long_as_it_was()
    {
        var watch = await WatchAsync();

        _broker.Pause();
        var fault = watch.Now;
        await PassAsync(3);
        var repair = watch.Now;
        _broker.Resume();
        await PassAsync(1.5);
        var figures = await FiguresAsync(watch, fault, repair);

        Near(repair - fault, figures.TimeToService);
        Near(repair - fault, figures.TimeToNormal);
        Near(repair - fault - Rules.ServedWithin, figures.Area);
        Near(Rules.ServedWithin, figures.TimeToDetect);
        Assert.Equal(1, figures.Depth);
        Assert.Equal(0, figures.AcknowledgedLost);
    }

    [Fact]
    public async Task A_power_cycle_is_measured_to_the_first_message_and_to_normal_delay()
    {
        var watch = await WatchAsync();

        var fault = watch.Now;
        await _broker.KillAsync();
        await PassAsync(3);
        // Back, but slow: until the link is as it was.
        var latency = _proxy!.Inject(new LatencyFault { Delay = TimeSpan.FromMilliseconds(100) }, Direction.FromSut);
        _broker.StartAgain();
        var repair = watch.Now;
        await PassAsync(2);
        latency.Remove();
        var normal = watch.Now;
        await PassAsync(1.5);
        var figures = await FiguresAsync(watch, fault, repair);

        Near(repair - fault, figures.TimeToService, beyond: TimeSpan.FromMilliseconds(200));
        Near(normal - fault, figures.TimeToNormal);
        Near(figures.TimeToService!.Value, figures.Area);
        Assert.Equal(1, figures.Depth);
        Assert.InRange(figures.TimeToDetect!.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, figures.AcknowledgedLost);
    }

    [Fact]
    public async Task Exactly_the_messages_that_were_acknowledged_and_dropped_are_lost()
    {
        int[] dropped = [3, 50, 51, 52, 99, 120, 121];
        var watch = await WatchAsync(Changes.Delivers(m => dropped.Contains(int.Parse(m.Payload.Span, CultureInfo.InvariantCulture)) ? null : m));

        await PassAsync(0.5);
        await watch.FinishAsync(TestContext.Current.CancellationToken);

        Assert.Equal(dropped, watch.Record.Probes.Index().Where(p => p.Item.IsLost).Select(p => p.Index));
    }

    [Fact]
    public async Task The_schedule_goes_on_whatever_the_broker_does()
    {
        var watch = await WatchAsync();

        _broker.Pause();
        var begun = watch.Record.Probes.Count;
        await PassAsync(1);
        var due = watch.Record.Probes;
        _broker.Resume();

        Assert.All(due.Index(), p => Assert.Equal(TimeSpan.FromSeconds(1) / Rate * p.Index, p.Item.Intended));
        SkipIfStalled();
        Assert.InRange(due.Count - begun, 0.85 * Rate, 1.15 * Rate);
    }

    private async Task<ServiceWatch> WatchAsync(Change? change = null)
    {
        _transport = new RecordingTransport(_recorder, TimeProvider.System);
        _proxy = Proxy.Start(
            _broker.Endpoint, TimeProvider.System, 1, change is null ? null : new PacketMutation(change, MqttVersion.V311, TimeProvider.System));
        _clients = new Clients(
            _transport, new SutAccess(_proxy.Endpoint, new Ixit { Timeout = TimeSpan.FromSeconds(20) }), new ScenarioIsolation("watch"), new MonitorLog(), TimeProvider.System, _monitor);
        _watch = await ServiceWatch.StartAsync(_clients, "w", _clients.Routes.Main, MqttVersion.V311, Rate, TestContext.Current.CancellationToken);
        await PassAsync(1);
        return _watch;
    }

    private async Task<RecoveryFigures> FiguresAsync(ServiceWatch watch, TimeSpan fault, TimeSpan repair)
    {
        await watch.FinishAsync(TestContext.Current.CancellationToken);
        SkipIfStalled();
        return RecoveryAnalysis.Of(watch.Record, new Disturbance(fault, repair), Rules);
    }

    private void SkipIfStalled()
    {
        var stalled = _monitor.LongestStallSince(_begun);
        if (stalled > MostStalled)
            Assert.Skip($"The machine kept the harness from running for {stalled.TotalMilliseconds:0} ms.");
    }

    private static Task PassAsync(double seconds) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, TestContext.Current.CancellationToken);

    private static void Near(TimeSpan expected, TimeSpan? actual, TimeSpan beyond = default)
    {
        Assert.NotNull(actual);
        Assert.InRange(actual.Value, 0.95 * expected, (1.05 * expected) + beyond);
    }
}
