using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CertHarness.Gherkin.Execution;

/// <summary>
/// A run that takes scenarios one by one, in any order and from many threads, for a host that decides by itself what to run and when.
/// </summary>
public sealed class OpenRun : IAsyncDisposable
{
    private readonly FeatureSuite _suite;
    private readonly RunState _state;
    private readonly TestRunHooks _hooks;
    private readonly TestCasePlanner _planner;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _places;
    private readonly ConcurrentQueue<LateFailure> _lateFailures = new();
    private bool _ready;
    private volatile bool _success = true;
    private int _closed;

    private OpenRun(
        StepLibrary library, IServiceProvider root, IMessageSink sink, RunSettings settings, FeatureSuite suite, CancellationToken cancellationToken)
    {
        _suite = suite;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _places = new SemaphoreSlim(settings.Parallelism);
        var output = new RunOutput(sink, settings.TimeProvider, _stop);
        var ids = new IncrementingIds(settings.FirstId ?? suite.NextId);
        var messages = new SuiteMessages(output, ids);
        messages.WriteMeta(settings.Meta);
        messages.WriteFeatures(suite);
        var (hookIds, definitionIds) = messages.WriteLibrary(library);
        _state = new RunState(
            settings, output, ids, root, new InstanceFactory(library, root), library, ids.GetNewId(), _lateFailures, _stop.Token);
        _hooks = new TestRunHooks(_state, hookIds);
        _planner = new TestCasePlanner(library, ids, hookIds, definitionIds);
        output.Write(Wire.Envelope.Create(new Wire.TestRunStarted(output.Now(), _state.TestRunStartedId)));
    }

    /// <summary>What steps threw after they had been given up for running too long.</summary>
    public IReadOnlyCollection<LateFailure> LateFailures => _lateFailures;

    /// <summary>Opens a run: writes what is known before it and runs the hooks before it.</summary>
    /// <param name="library">The bindings.</param>
    /// <param name="root">The services, with those of <see cref="GherkinServices.AddGherkin"/>; each scenario gets a scope of its own.</param>
    /// <param name="sink">Takes the messages.</param>
    /// <param name="settings">How to run. Of the scenarios handed in, at most <see cref="RunSettings.Parallelism"/> run at once.</param>
    /// <param name="suite">The features that the scenarios will come from.</param>
    /// <param name="cancellationToken">Cancels the run at any time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="Exception">Whatever the sink threw.</exception>
    public static async Task<OpenRun> StartAsync(
        StepLibrary library,
        IServiceProvider root,
        IMessageSink sink,
        RunSettings settings,
        FeatureSuite suite,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
        var run = new OpenRun(library, root, sink, settings, suite, cancellationToken);
        run._ready = await run._hooks.RunAsync(Wire.HookType.BEFORE_TEST_RUN, run._stop.Token);
        run.ThrowIfSinkFailed();
        return run;
    }

    /// <summary>Runs a scenario to its end.</summary>
    /// <param name="scenario">A scenario of the run's features.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled before the scenario's end.</exception>
    /// <exception cref="InvalidOperationException">A hook before the run failed, so that no scenario can be run.</exception>
    /// <exception cref="ObjectDisposedException">The run is over.</exception>
    /// <exception cref="Exception">Whatever the sink threw.</exception>
    public async Task<ScenarioOutcome> RunAsync(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ObjectDisposedException.ThrowIf(_closed != 0, this);
        if (!_ready)
            throw new InvalidOperationException("No scenario is run, because a hook before the run failed.");
        await _places.WaitAsync(_stop.Token);
        try
        {
            var plan = _planner.Plan([scenario])[0];
            _state.Output.Write(plan.Message(_state.TestRunStartedId));
            var queue = new ScenarioQueue(_state, [plan]);
            await queue.RunAsync(_stop);
            ThrowIfSinkFailed();
            var outcome = queue.Outcomes.SingleOrDefault();
            if (outcome is not { Succeeded: true })
                _success = false;
            return outcome ?? throw new OperationCanceledException($"'{scenario.Name}' was cancelled before its end.", _stop.Token);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Runs the hooks after the run and writes its end. Scenarios that still run are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _stop.CancelAsync();
        for (var place = 0; place < _state.Settings.Parallelism; place++)
            await _places.WaitAsync(CancellationToken.None);
        var passed = await _hooks.RunAsync(Wire.HookType.AFTER_TEST_RUN, CancellationToken.None);
        var success = _ready && passed && _success && _suite.Errors.Count == 0;
        _state.Output.Write(Wire.Envelope.Create(
            new Wire.TestRunFinished(null, success, _state.Output.Now(), null, _state.TestRunStartedId)));
        _state.Output.Flush();
        _places.Dispose();
        _stop.Dispose();
    }

    private void ThrowIfSinkFailed()
    {
        if (_state.Output.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }
}
