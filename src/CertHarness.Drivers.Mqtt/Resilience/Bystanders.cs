using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Watching;
using CertHarness.Faults.Recovery;
using CertHarness.Model;
using CertHarness.Model.Measuring;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>
/// Two clients that have nothing to do with what happens: one publishes at a constant rate, the other receives. By what becomes of their
/// messages it is judged how a broker serves others meanwhile and afterwards. One per scenario.
/// </summary>
public sealed class Bystanders : IAsyncDisposable
{
    private const string Expected = "the bystanders are served: each message arrives, and no connection ends";

    /// <summary>A percentile of fewer delays is one of them.</summary>
    private const int LeastMessages = 20;

    /// <summary>How many messages have to pass when everything is over.</summary>
    private const int Afterwards = 5;

    private static readonly TimeSpan Near = TimeSpan.FromSeconds(1);

    private readonly Clients _clients;
    private readonly Parameters _parameters;
    private readonly MeasurementLog _measurements;
    private ServiceWatch? _watch;

    internal Bystanders(Clients clients, Parameters parameters, MeasurementLog measurements) =>
        (_clients, _parameters, _measurements) = (clients, parameters, measurements);

    /// <summary>Whether there is no sign so far that they are not served; an attack that has succeeded need not go on.</summary>
    internal bool AreServed => _watch is null || (_watch.Record is var record && record.Noticed.Count == 0 && !Overdue(record).Any());

    /// <summary>How long ago they noticed that something is wrong, or null.</summary>
    internal TimeSpan? TroubleSince => _watch is { Record: var record }
        ? record.Noticed.Concat(Overdue(record).Select(p => p.Intended)).Order().Select(at => (TimeSpan?)(_watch.Now - at)).FirstOrDefault()
        : null;

    /// <summary>They begin to exchange messages.</summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        _watch = await ServiceWatch.StartAsync(
            _clients, "bystander", _clients.Routes.Main, MqttVersion.V311, _parameters["bystander-rate"], cancellationToken);
    }

    /// <summary>Judges how they were served, once some more messages have passed, and records how long messages took.</summary>
    /// <param name="cause">What else is known of what went wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationNotMetException">They were not served.</exception>
    /// <exception cref="SutUnavailableException">The harness was kept from looking.</exception>
    internal async Task ExpectServedAsync(Func<string?> cause, CancellationToken cancellationToken)
    {
        var watch = _watch ?? throw new InvalidOperationException("There are no bystanders in this scenario.");
        var interval = watch.Record.Interval;
        var enough = Later(interval * LeastMessages, watch.Now + (interval * Afterwards));
        while (watch.Now < enough && AreServed)
            await _clients.Waiting.PassAsync(interval, cancellationToken);

        var finishing = _clients.Waiting.Now;
        var silent = false;
        try
        {
            await watch.FinishAsync(cancellationToken);
        }
        catch (SutUnavailableException)
        {
            // That nothing more gets through is what the judgement is about.
            silent = true;
        }

        Judge(watch.Record, silent ? finishing : null, cause);
        Measure(watch.Record);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
            await _watch.DisposeAsync();
    }

    /// <param name="record">What happened to them.</param>
    /// <param name="silentSince">From when on the last message was waited for in vain; null where it arrived, so that nothing else comes.</param>
    /// <param name="cause">What else is known.</param>
    private void Judge(WatchRecord record, long? silentSince, Func<string?> cause)
    {
        if (Trouble(record, _clients.Waiting.Timeout) is not { } observed)
            return;

        // A connection that has ended has ended, however busy the machine is.
        if (silentSince is { } since && record.Noticed.Count == 0)
            _clients.Waiting.RefuseIfStarved(since, "while it waited for the bystanders' last message");
        throw new ExpectationNotMetException(Expected, cause() is { } known ? $"{observed}; {known}" : observed, null);
    }

    /// <summary>What shows that they were not served, or null.</summary>
    /// <param name="record">What happened to them.</param>
    /// <param name="timeout">How long a message may take.</param>
    /// <exception cref="SutUnavailableException">Messages took longer, and for too much of that time the harness was kept from running: neither is shown.</exception>
    internal static string? Trouble(WatchRecord record, TimeSpan timeout)
    {
        if (record.Noticed is [var first, ..])
            return $"a connection of theirs ended {Waiting.Seconds(first)} after they had begun";
        if (record.Probes.Count(p => p.Delivered is null) is > 0 and var missing)
            return $"{missing} of {record.Probes.Count} messages did not arrive";

        var late = record.Probes.Where(p => p.Delay > timeout).ToList();
        if (late.Count == 0)
            return null;
        var observed = $"{late.Count} of {record.Probes.Count} messages took longer than the IXIT's timeout of {Waiting.Seconds(timeout)}, one of them {Waiting.Seconds(late.Max(p => p.Delay!.Value))}";
        return late.Exists(p => !IsDoubtful(p, record))
            ? observed
            : throw new SutUnavailableException($"{observed}, but the harness was kept from running meanwhile; give it more processor time and run again");
    }

    private void Measure(WatchRecord record)
    {
        var trusted = record.Probes.Where(p => !IsDoubtful(p, record)).ToList();
        if (trusted.Count < Math.Max(LeastMessages, record.Probes.Count) / 2)
        {
            throw new SutUnavailableException(
                $"the harness was kept from running while {record.Probes.Count - trusted.Count} of the bystanders' {record.Probes.Count} messages were under way; give it more processor time and run again");
        }

        var delays = trusted.Select(p => p.Delay!.Value.TotalMilliseconds).Order().ToList();
        _measurements.Record("bystander-delay-p95", delays[(int)Math.Ceiling(0.95 * delays.Count) - 1], "ms");
        _measurements.Record("bystander-delay-max", delays[^1], "ms");
        if (Depth(trusted, TimeSpan.FromMilliseconds(_parameters["served-within"]), record.Stalls) is { } depth)
            _measurements.Record("bystander-depth", 100 * depth, "%");
        _measurements.Record("bystander-messages", record.Probes.Count, "messages");
        _measurements.Draw(new Chart(
            "bystander-delay",
            new LocalizedText("How long messages of bystanders took", "Wie lange Nachrichten Unbeteiligter brauchten"),
            new ChartAxis(new LocalizedText("Time", "Zeit"), "s"),
            new ChartAxis(new LocalizedText("Delay", "Verzögerung"), "ms"),
            [new ChartSeries(new LocalizedText("Delay", "Verzögerung"), [.. trusted.Select(p => new ChartPoint(p.Intended.TotalSeconds, p.Delay!.Value.TotalMilliseconds))])],
            []));
    }

    /// <summary>
    /// The largest share of messages that were not served among so many that followed one another: 0 to 1. Those that were late at about
    /// the time when the harness was tell nothing, since the broker may have had no more of the machine; null where there are no others.
    /// </summary>
    internal static double? Depth(IReadOnlyList<Probe> probes, TimeSpan servedWithin, IReadOnlyList<Stall> stalls)
    {
        var width = Math.Min(LeastMessages, probes.Count);
        return Enumerable.Range(0, probes.Count - width + 1)
            .Select(first => probes.Skip(first).Take(width).ToList())
            .Select(some => (Share: some.Count(p => !(p.Delay <= servedWithin)) / (double)width, Begin: some[0].Intended - Near, End: some[^1].Intended + servedWithin + Near))
            .Where(w => w.Share == 0 || !stalls.Any(s => s.End > w.Begin && s.Begin < w.End))
            .Max(w => (double?)w.Share);
    }

    private IEnumerable<Probe> Overdue(WatchRecord record) =>
        record.Probes.Where(p => p.Delivered is null && _watch!.Now - p.Intended > _clients.Waiting.Timeout);

    /// <summary>A delay is the broker's where the harness had nearly all of its time.</summary>
    private static bool IsDoubtful(Probe probe, WatchRecord record) => record.StalledDuring(probe) > Waiting.TolerableStall * probe.Delay;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
