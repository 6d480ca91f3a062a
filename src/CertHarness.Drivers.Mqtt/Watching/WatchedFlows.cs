using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Faults;
using CertHarness.Faults.Down;
using CertHarness.Faults.Recovery;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>The flows of messages that a scenario watches while the broker is hit: one that is measured, and traffic beside it.</summary>
public sealed class WatchedFlows : IAsyncDisposable
{
    // The only fault of the link is on or off: nothing is drawn.
    private const int Seed = 0;

    /// <summary>The part of the time that the harness may be late: no more than the part of the probes that need not be normal.</summary>
    private const double TolerableLateness = 0.05;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Clients _clients;
    private readonly Parameters _parameters;
    private readonly SchedulingMonitor? _monitor;
    private readonly List<ServiceWatch> _traffic = [];
    private Proxy? _link;
    private ServiceWatch? _watch;
    private Disturbance _disturbance;
    private long _hitAt;

    internal WatchedFlows(Clients clients, Parameters parameters, SchedulingMonitor? monitor) =>
        (_clients, _parameters, _monitor) = (clients, parameters, monitor);

    /// <summary>Whether a flow is measured.</summary>
    internal bool IsWatching => _watch is not null;

    /// <summary>What was done to the broker, on the clock of the measured flow.</summary>
    internal Disturbance Disturbance => _disturbance;

    /// <summary>How the broker came through it, once <see cref="RecoverAsync"/> has returned.</summary>
    /// <exception cref="SutUnavailableException">Nothing was measured before.</exception>
    internal RecoveryFigures Figures
    {
        get => field ?? throw new SutUnavailableException("the recovery was not measured before");
        private set;
    }

    /// <summary>How many messages of all flows were acknowledged and never delivered.</summary>
    internal int AcknowledgedLost => All.Sum(w => w.Record.Probes.Count(p => p.IsLost));

    private IEnumerable<ServiceWatch> All => _watch is null ? _traffic : [_watch, .. _traffic];

    private ServiceWatch Watch => _watch ?? throw new SutUnavailableException("no flow of messages is watched");

    /// <summary>Starts the flow that is measured, and lets it run for as long as its baseline needs.</summary>
    internal Task StartAsync(MqttVersion version, CancellationToken cancellationToken) => StartAsync(version, _clients.Routes.Main, cancellationToken);

    /// <summary>The same, over a link that can be cut.</summary>
    internal Task StartOverLinkAsync(MqttVersion version, CancellationToken cancellationToken)
    {
        var route = _clients.Routes.Main;
        _link = Proxy.Start(new UriBuilder("tcp", route.Host, route.Port).Uri, _clients.Time, Seed);
        return StartAsync(version, route with { Host = _link.Endpoint.Host, Port = _link.Endpoint.Port }, cancellationToken);
    }

    /// <summary>
    /// Starts the traffic beside it, and lets it run for as long: what is hit is a broker under load, and none that is just being asked
    /// for subscriptions.
    /// </summary>
    internal async Task StartTrafficAsync(MqttVersion version, CancellationToken cancellationToken)
    {
        var flows = (int)_parameters["traffic-flows"];
        for (var i = 0; i < flows; i++)
            _traffic.Add(await ServiceWatch.StartAsync(_clients, $"t{i}", _clients.Routes.Main, version, _parameters["traffic-rate"] / flows, cancellationToken));
        await _clients.Waiting.PassAsync(Seconds("flow-before"), cancellationToken);
    }

    /// <summary>Does something that disturbs the broker; it can work again once that is done.</summary>
    internal async Task DuringAsync(Func<Task> hit)
    {
        _hitAt = _clients.Time.GetTimestamp();
        var fault = _watch?.Now ?? TimeSpan.Zero;
        await hit();
        _disturbance = new Disturbance(fault, _watch?.Now ?? TimeSpan.Zero);
    }

    /// <summary>Breaks all connections over the link and lets none come about for a while.</summary>
    internal Task CutLinkAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        var link = _link ?? throw new SutUnavailableException("there is no link that can be cut");
        return DuringAsync(async () =>
        {
            var fault = link.Inject(new DownFault());
            await _clients.Waiting.PassAsync(span, cancellationToken);
            fault.Remove();
        });
    }

    /// <summary>Waits until the measured flow is back to normal, or for as long as a recovery may take, and measures it.</summary>
    /// <returns>The figures; where nothing arrives any more, without a later message that proves what is lost.</returns>
    /// <exception cref="SutUnavailableException">The harness was starved, or no later message got through.</exception>
    internal async Task<RecoveryFigures> RecoverAsync(CancellationToken cancellationToken)
    {
        var last = _disturbance.Repair + Seconds("longest-recovery");
        var first = _disturbance.Repair + Rules.Steady;
        while (Watch.Now < first || (Measure().TimeToNormal is null && Watch.Now < last))
            await _clients.Waiting.PassAsync(LookEvery, cancellationToken);
        RefuseIfStarved();
        if (Measure().TimeToService is not null)
        {
            foreach (var watch in All)
                await watch.FinishAsync(cancellationToken);
        }

        return Figures = Measure();
    }

    /// <summary>Delays that do not become normal are the broker's only where the harness had its time.</summary>
    /// <exception cref="SutUnavailableException">It was late too often.</exception>
    internal void RefuseIfRestless()
    {
        var late = Watch.Record.Stalls.Where(s => s.End > _disturbance.Repair).Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length);
        var span = Watch.Now - _disturbance.Repair;
        if (late > TolerableLateness * span)
            throw new SutUnavailableException($"the harness itself was late for {Waiting.Seconds(late)} of {Waiting.Seconds(span)}; give it more processor time and run again");
    }

    /// <summary>Ends all flows.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var watch in All)
            await watch.DisposeAsync();
        if (_link is not null)
            await _link.DisposeAsync();
    }

    private async Task StartAsync(MqttVersion version, Route route, CancellationToken cancellationToken)
    {
        _watch = await ServiceWatch.StartAsync(_clients, "w", route, version, _parameters["flow-rate"], cancellationToken);
        await _clients.Waiting.PassAsync(Seconds("flow-before"), cancellationToken);
    }

    private RecoveryRules Rules => new(
        Seconds("served-within", 1000), _parameters["normal-factor"], Seconds("normal-floor", 1000), Seconds("steady"));

    private RecoveryFigures Measure() => RecoveryAnalysis.Of(Watch.Record, _disturbance, Rules);

    // Shorter stalls are taken out of the figures probe by probe.
    private void RefuseIfStarved()
    {
        var longest = Watch.Record.Stalls.Where(s => s.End > _disturbance.Fault).Select(s => s.Length)
            .Append(_monitor?.LongestStallSince(_hitAt) ?? TimeSpan.Zero)
            .Max();
        if (longest > Rules.ServedWithin / 2)
            throw new SutUnavailableException($"the harness was starved for {Waiting.Seconds(longest)} while it measured a recovery; give it more processor time and run again");
    }

    private TimeSpan Seconds(string parameter, double unitsPerSecond = 1) => TimeSpan.FromSeconds(_parameters[parameter] / unitsPerSecond);
}
