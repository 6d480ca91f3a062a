using System.Collections.Concurrent;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Execution;
using CertHarness.Load.Generating;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Measuring;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;
using Io.Cucumber.Messages.Types;
using Microsoft.Extensions.DependencyInjection;
using Scenario = CertHarness.Gherkin.Scenario;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>Runs the features of MQTT against a broker and collects what came out, scenario by scenario.</summary>
internal sealed class FeatureRun : IMessageSink
{
    private readonly Dictionary<string, string> _scenarioOfCase = [];
    private readonly Dictionary<string, string> _caseOfAttempt = [];
    private readonly Dictionary<string, Reason> _reasons = [];
    private readonly Dictionary<string, string> _keyOfPickle = [];
    private readonly Dictionary<string, PickleStepType> _typeOfPickleStep = [];
    private readonly Dictionary<string, PickleStepType> _typeOfStep = [];
    private int _count;

    /// <summary>The features that brokers must meet.</summary>
    public static FeatureSuite Suite { get; } = Parse("mqtt");

    /// <summary>The features that devices must meet.</summary>
    public static FeatureSuite DeviceSuite { get; } = Parse("mqtt-device");

    /// <summary>The features about load.</summary>
    public static FeatureSuite LoadSuite { get; } = Parse("load");

    /// <summary>The features about resilience.</summary>
    public static FeatureSuite ResilienceSuite { get; } = Parse("resilience");

    /// <summary>All of them.</summary>
    public static IEnumerable<Scenario> AllScenarios =>
        Suite.Scenarios.Concat(DeviceSuite.Scenarios).Concat(LoadSuite.Scenarios).Concat(ResilienceSuite.Scenarios);

    /// <summary>The numbers of the profile.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>What puts load on the broker, or null for what a scenario takes where nothing was said.</summary>
    public IGenerator? Generator { get; init; }

    /// <summary>What the scenarios measured.</summary>
    public IEnumerable<Measurement> Measured => _measured.SelectMany(m => m.Seen.Measurements);

    /// <summary>The pictures that the scenarios made.</summary>
    public IEnumerable<Chart> Charts => _measured.SelectMany(m => m.Seen.Charts);

    private readonly ConcurrentQueue<MeasurementLog> _measured = [];

    private readonly ConcurrentQueue<MonitorLog> _watched = [];

    /// <summary>What the monitors of all scenarios saw broken, a line each.</summary>
    /// <param name="known">Requirements that are known to be broken.</param>
    public IReadOnlyList<string> Violations(params string[] known) => [.. _watched.SelectMany(w => w.Seen.Violations)
        .Where(v => !known.Contains(v.Key))
        .Select(v => $"{v.Key}: expected {v.Value.Expected}, observed {v.Value.Observed} ({v.Value.Evidence})")];

    /// <summary>The requirements for which the monitors saw a packet.</summary>
    public IReadOnlySet<string> Judged => _watched.SelectMany(w => w.Seen.Packets.Keys).ToHashSet();

    /// <summary>What a broker may have, or lack, so that some scenarios are for it alone; their tags name it.</summary>
    private static readonly string[] Optional =
        ["@tls", "@websocket", "@authentication", "@authorization", "@enhanced-authentication", "@no-wildcard-subscriptions"];

    /// <summary>The scenarios for a broker that is reached in the clear and serves everybody.</summary>
    public static IReadOnlyList<Scenario> Plain => For();

    public static StepLibrary Library { get; } = StepLibrary.Scan(new MqttDriver().Steps);

    /// <summary>The folder of the features and catalogues.</summary>
    public static string Folder => Repository.PathOf("features", "mqtt");

    /// <summary>The scenarios for a broker that has, or lacks, what the tags name.</summary>
    public static IReadOnlyList<Scenario> For(params string[] tags) =>
        [.. Suite.Scenarios.Where(s => s.Tags.All(t => !Optional.Contains(t) || tags.Contains(t)))];

    /// <summary>Runs scenarios, again where the machine was too busy to judge any of them.</summary>
    /// <param name="endpoint">Where the broker is reached.</param>
    /// <param name="ixit">What the campaign says beside the endpoint.</param>
    /// <param name="selection">The scenarios.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="open">Scenarios that no machine could judge, by name.</param>
    public async Task<IReadOnlyList<Finding>> UntilJudgedAsync(
        Uri endpoint, Ixit ixit, IReadOnlyList<Scenario> selection, CancellationToken cancellationToken, params IReadOnlyList<string> open)
    {
        var findings = await RunAsync(endpoint, ixit, selection, 100, cancellationToken);
        for (var again = 0; again < 3 && findings.Any(f => f.Verdict == Verdict.Inconclusive && !open.Contains(f.Scenario.Name)); again++)
            findings = await RunAsync(endpoint, ixit, selection, 100, cancellationToken);

        return findings;
    }

    /// <summary>Runs scenarios and gives those that did not pass with the first message of each.</summary>
    public Task<IReadOnlyList<Finding>> RunAsync(Uri endpoint, Ixit ixit, IReadOnlyList<Scenario> selection, int parallelism, CancellationToken cancellationToken) =>
        RunAsync(Suite, new SutAccess(endpoint, ixit), selection, parallelism, cancellationToken);

    /// <summary>Runs scenarios of a suite and gives those that did not pass with the first message of each.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(
        FeatureSuite suite, SutAccess sut, IReadOnlyList<Scenario> selection, int parallelism, CancellationToken cancellationToken)
    {
        await using var monitor = new SchedulingMonitor(TimeProvider.System);
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(monitor)
            .AddSingleton(sut)
            .AddScoped(_ => new EvidenceRecorder(1883))
            .AddScoped<RecordingTransport>()
            .AddSingleton(new Parameters("test", Parameters))
            .AddScoped(_ => Kept(new MeasurementLog()))
            .AddScoped(_ => Watched(new MonitorLog()))
            .AddScoped(_ => new ScenarioIsolation($"t{Environment.ProcessId % 9999}x{Interlocked.Increment(ref _count)}"))
            .AddGherkin(Library);
        if (Generator is { } generator)
            services.AddSingleton(generator);
        new MqttDriver().Register(services);
        await using var provider = services.BuildServiceProvider();
        _reasons.Clear();
        foreach (var scenario in selection)
        {
            _keyOfPickle[scenario.Pickle.Id] = scenario.Key;
            foreach (var step in scenario.Pickle.Steps)
            {
                _typeOfPickleStep[step.Id] = step.Type;
            }
        }

        var settings = new RunSettings { Parallelism = parallelism, ScenarioTimeout = TimeSpan.FromSeconds(60) };
        var ordered = selection.OrderBy(s => s.Tags.Contains("@slow") ? 0 : 1).ToList();
        var summary = await new SuiteRunner(Library, provider, this, settings).RunAsync(suite, ordered, cancellationToken);
        return [.. summary.Outcomes
            .Where(o => o.Status != TestStepResultStatus.PASSED)
            .Select(o => (o, Reason: _reasons.GetValueOrDefault(o.Scenario.Key, new Reason("", null, null))))
            .Select(f => new Finding(f.o.Scenario, f.o.Status, f.Reason.Message, VerdictOf(f.o.Status, f.Reason)))];
    }

    public void Write(Envelope e)
    {
        if (e.TestCase is { } testCase)
        {
            _scenarioOfCase[testCase.Id] = _keyOfPickle[testCase.PickleId];
            foreach (var step in testCase.TestSteps.Where(s => s.PickleStepId is not null))
            {
                _typeOfStep[step.Id] = _typeOfPickleStep[step.PickleStepId];
            }
        }
        else if (e.TestCaseStarted is { } started)
        {
            _caseOfAttempt[started.Id] = started.TestCaseId;
        }
        else if (e.TestStepFinished is { TestStepResult: { Status: not TestStepResultStatus.PASSED, Message: { } message } } finished)
        {
            PickleStepType? type = _typeOfStep.TryGetValue(finished.TestStepId, out var known) ? known : null;
            _reasons.TryAdd(
                _scenarioOfCase[_caseOfAttempt[finished.TestCaseStartedId]], new Reason(message, finished.TestStepResult.Exception?.Type, type));
        }
    }

    private static FeatureSuite Parse(string folder) => FeatureSuite.Parse(
        Directory.EnumerateFiles(Path.Combine(Folder, "..", folder), "*.feature").Order()
            .Select(f => new FeatureSource($"{folder}/{Path.GetFileName(f)}", File.ReadAllText(f))));

    private MeasurementLog Kept(MeasurementLog log)
    {
        _measured.Enqueue(log);
        return log;
    }

    private MonitorLog Watched(MonitorLog log)
    {
        _watched.Enqueue(log);
        return log;
    }

    // As a run's journal is read: an unmet expectation is a fail only where it is a Then.
    private static Verdict VerdictOf(TestStepResultStatus status, Reason reason) => (status, reason.Exception, reason.Step) switch
    {
        (TestStepResultStatus.SKIPPED, _, _) => Verdict.NotApplicable,
        (TestStepResultStatus.FAILED, "CertHarness.Model.Verdicts.ExpectationNotMetException", PickleStepType.OUTCOME) => Verdict.Fail,
        (TestStepResultStatus.FAILED, "CertHarness.Model.Verdicts.ExpectationNotMetException", not null) => Verdict.Inconclusive,
        (TestStepResultStatus.FAILED, "CertHarness.Model.Verdicts.SutUnavailableException", _) => Verdict.Inconclusive,
        (TestStepResultStatus.FAILED, "CertHarness.Gherkin.Execution.ScenarioTimedOutException", _) => Verdict.Inconclusive,
        _ => Verdict.Error,
    };

    private sealed record Reason(string Message, string? Exception, PickleStepType? Step);
}

/// <summary>A scenario that did not pass.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Status">Its status.</param>
/// <param name="Message">Why.</param>
/// <param name="Verdict">What a run would conclude.</param>
internal sealed record Finding(Scenario Scenario, TestStepResultStatus Status, string Message, Verdict Verdict)
{
    public override string ToString() => $"{Verdict} {Scenario.Key} {Scenario.Name}\n    {Message.ReplaceLineEndings("\n    ")}";
}
