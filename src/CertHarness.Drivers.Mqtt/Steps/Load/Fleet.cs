using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Load.Generating;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.Load.Timing;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Load;

/// <summary>
/// The virtual devices of a scenario. Features name them in words, such as lamps; how many there are and what they do are parameters of
/// the profile that begin with that word: <c>lamps</c>, <c>lamps-rate</c>, <c>lamps-seconds</c>, <c>lamps-bytes</c>.
/// </summary>
public sealed class Fleet
{
    // Long series are drawn and tested by the second, short ones need more than a few points.
    private const int EnoughPoints = 20;

    private const string Scout = "scout";

    private static readonly TimeSpan ShortestPiece = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Clients _clients;
    private readonly SutAccess _sut;
    private readonly Parameters _parameters;
    private readonly IGenerator _generator;
    private readonly EvidenceRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly SchedulingMonitor? _monitor;
    private readonly List<double> _memory = [];
    private MqttSession? _scout;
    private string _kind = "";
    private int _runs;

    internal Fleet(Clients clients, SutAccess sut, Parameters parameters, IGenerator generator, EvidenceRecorder recorder, TimeProvider time, SchedulingMonitor? monitor) =>
        (_clients, _sut, _parameters, _generator, _recorder, _time, _monitor) = (clients, sut, parameters, generator, recorder, time, monitor);

    /// <summary>How many subscribers follow the fleet.</summary>
    internal int Followers { get; private set; }

    /// <summary>How many devices there are.</summary>
    internal int Size => (int)Number("");

    /// <summary>What came out of the last run.</summary>
    internal LoadResult Result { get; private set; } = new(new LoadTotals(), new LoadEnd { Interrupted = "no load was put on the SUT" }, []);

    /// <summary>What the last search has found, or null.</summary>
    internal CapacityResult? Found { get; set; }

    /// <summary>Resident memory of the SUT during the last run, in bytes, second by second; null where nobody can tell.</summary>
    internal IReadOnlyList<double>? Memory => _memory.Count > 0 ? _memory : null;

    /// <summary>Takes up a fleet, and finds out what the broker can do for it.</summary>
    /// <param name="kind">What the devices are.</param>
    /// <param name="version">The version that they speak, or null for the newest that the broker speaks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task IsOfAsync(string kind, MqttVersion? version, CancellationToken cancellationToken)
    {
        _kind = kind;
        _scout = version is { } wanted ? await ScoutAsync(wanted, cancellationToken) : await NewestAsync(cancellationToken);
    }

    /// <summary>Subscribers follow the fleet; the scenario does not apply where the broker knows no wildcards.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task IsFollowedAsync(int count, CancellationToken cancellationToken)
    {
        await RequireWildcardsAsync(cancellationToken);
        Followers = count;
    }

    /// <summary>The scenario does not apply where the broker knows no wildcards, by which all topics of the fleet are subscribed to.</summary>
    internal async Task RequireWildcardsAsync(CancellationToken cancellationToken)
    {
        var scout = _clients.Of(Scout);
        var filter = Topic + "+";
        await _clients.Subscribing.SubscribeAsync(scout, [new TopicSubscription(filter)], Properties.None, cancellationToken);
        await _clients.Subscribing.UnsubscribeAsync(scout, [filter], cancellationToken);
    }

    /// <summary>A parameter of the fleet.</summary>
    /// <param name="what">What it says of it, such as <c>-rate</c>.</param>
    internal double Number(string what) => _parameters[_kind + what];

    /// <summary>How many of others there are.</summary>
    /// <param name="kind">What they are.</param>
    internal int CountOf(string kind) => (int)_parameters[kind];

    /// <summary>How long the fleet does what it does.</summary>
    internal TimeSpan During => TimeSpan.FromSeconds(Number("-seconds"));

    /// <summary>Iterations at a constant rate.</summary>
    internal static LoadSimulation At(double rate, TimeSpan during) => Simulation.Inject((int)Math.Round(rate * during.TotalSeconds), during, during);

    /// <summary>Does so for every device once.</summary>
    /// <param name="within">How long that takes.</param>
    internal LoadSimulation Each(TimeSpan within) => Simulation.Inject(Size, within, within);

    /// <summary>The scenario does not apply where the broker lacks what it takes.</summary>
    internal void Require(QualityOfService qos, bool retain = false) =>
        Capabilities.Require(_scout!, new PublishPacket { Topic = Topic, QoS = qos, Retain = retain, PacketId = 1 });

    /// <summary>Every topic of the fleet is cleared when the scenario is over.</summary>
    internal void ClearLater()
    {
        for (var device = 0; device < Size; device++)
            _clients.ClearLater(Topic + device);
    }

    /// <summary>Puts load on the SUT, keeps what was measured as evidence, and refuses to go on where it says nothing about the SUT.</summary>
    /// <param name="schedule">What is done when.</param>
    /// <param name="options">What is done.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="devices">How many devices do it, or null for the whole fleet.</param>
    /// <exception cref="SutUnavailableException">The SUT could not be put under load, or the generator was the limit.</exception>
    internal async Task RunAsync(LoadSchedule schedule, Dictionary<string, string> options, CancellationToken cancellationToken, int? devices = null)
    {
        Result = await TryAsync(schedule, options, cancellationToken, devices);
        if (Result.End.Interrupted is { } interrupted)
            throw new SutUnavailableException(interrupted);
        if (Result.GeneratorLimits is [var limit, ..])
            throw new SutUnavailableException($"the generator was the limit, not the SUT: {limit}");
        if (Longest(Result.Totals, Result.End) > Short && Starved(Short / 2) is { } starved)
            throw new SutUnavailableException($"what took long says nothing about the SUT: {starved}");
        if (Followers > 0 && Result.End.Connected < Result.End.ToConnect)
            throw new SutUnavailableException($"only {Result.End.Connected} of {Result.End.ToConnect} devices and subscribers could connect ({Causes})");
    }

    /// <summary>What went wrong most often, in words.</summary>
    internal string Causes => string.Join("; ", Result.End.Causes.OrderByDescending(c => c.Value).Take(3).Select(c => $"{c.Value} x {c.Key}"));

    /// <summary>Puts load on the SUT, whatever comes of it.</summary>
    internal async Task<LoadResult> TryAsync(LoadSchedule schedule, Dictionary<string, string> options, CancellationToken cancellationToken, int? devices = null)
    {
        var totals = new LoadTotals();
        using var log = new FleetLog(_time.GetUtcNow());
        Begun = _clients.Waiting.Now;
        _memory.Clear();
        var end = await _generator.RunAsync(
            Order(schedule, options, devices ?? Size),
            second =>
            {
                totals.Add(second);
                log.Add(second);
                if (!second.IsConnecting && _sut.Control?.ResidentBytes is { } bytes)
                    _memory.Add(bytes);
            },
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        log.Keep(_recorder, _runs);
        return totals.Finish(end, MostLag(totals, end));
    }

    /// <summary>What did not come while the machine was too busy to look is no finding.</summary>
    internal void RefuseIfStarved() => _clients.Waiting.RefuseIfStarved(Begun, "while the fleet was at work");

    /// <summary>That the harness, and so perhaps the SUT, was kept from running during the last run, in words; null where it was not.</summary>
    /// <param name="stall">For so long at a time.</param>
    internal string? Starved(TimeSpan stall) => _monitor?.LongestStallSince(Begun) is { } longest && longest > stall
        ? $"the harness was starved for {Waiting.Seconds(longest)}; give it more processor time"
        : null;

    /// <summary>Lateness makes what is measured longer and never shorter: where all of it is short all the same, it does not matter.</summary>
    private TimeSpan MostLag(LoadTotals totals, LoadEnd end) =>
        Longest(totals, end) <= Short ? Short : TimeSpan.FromMilliseconds(_parameters["generator-lag-ms"]);

    private static TimeSpan Longest(LoadTotals totals, LoadEnd end) =>
        Nanosecond.Span(Math.Max(totals.Response.Percentile(99), end.Deliveries?.Delay.Percentile(99) ?? 0));

    private TimeSpan Short => TimeSpan.FromMilliseconds(_parameters["short-ms"]);

    private long Begun { get; set; }

    private string Topic => _clients.Names.Topic("fleet/");

    private GeneratorOrder Order(LoadSchedule schedule, Dictionary<string, string> options, int devices)
    {
        var wait = _sut.Ixit.Timeout;
        var plan = new LoadPlan
        {
            Schedule = schedule with { Seed = (ulong)++_runs },
            Devices = devices,
            Timeout = wait,
            ConnectTimeout = wait,
            Interval = TimeSpan.FromTicks(Math.Clamp((schedule.Length / EnoughPoints).Ticks, ShortestPiece.Ticks, Second.Ticks)),
        };
        var login = Login.Of(_sut.Ixit);
        var all = new Dictionary<string, string>(options)
        {
            [MqttLoadOptions.VersionName] = _scout!.Version == MqttVersion.V5 ? "5" : "3.1.1",
            [MqttLoadOptions.TopicName] = Topic + MqttLoadOptions.DevicePlace,
            [MqttLoadOptions.ClientIdName] = _clients.Names.ClientId(""),
            [MqttLoadOptions.SubscribersName] = options.GetValueOrDefault(MqttLoadOptions.SubscribersName, $"{Followers}"),
        };
        if (FleetLayers.IsTls(_sut.Endpoint))
            FleetLayers.Describe(_sut.Ixit.Tls, all);
        if (login.Username is { } user)
            all[MqttLoadOptions.UserName] = user;
        if (login.Password is { } password)
            all[MqttLoadOptions.PasswordName] = password;
        return new GeneratorOrder(_sut.Endpoint, all, [], plan);
    }

    private async Task<MqttSession> NewestAsync(CancellationToken cancellationToken)
    {
        await _clients.ConnectAsync(_clients.Of(Scout), new ConnectSettings { Version = MqttVersion.V5 }, cancellationToken);
        return _clients.Of(Scout).Session is { Accepted: not null } session ? session : await ScoutAsync(MqttVersion.V311, cancellationToken);
    }

    private Task<MqttSession> ScoutAsync(MqttVersion version, CancellationToken cancellationToken) =>
        _clients.ConnectedAsync(_clients.Of(Scout), new ConnectSettings { Version = version }, cancellationToken);
}
