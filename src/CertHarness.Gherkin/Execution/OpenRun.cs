namespace CertHarness.Gherkin.Execution;

/// <summary>
/// A run that takes scenarios one by one, in any order and from many threads, for a host that decides by itself what to run and when.
/// </summary>
public sealed class OpenRun : IAsyncDisposable
{
    private readonly FeatureSuite _suite;
    private readonly RunFrame _frame;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _places;
    private bool _ready;
    private volatile bool _success = true;
    private int _closed;

    private OpenRun(RunFrame frame, FeatureSuite suite, CancellationTokenSource stop)
    {
        _suite = suite;
        _frame = frame;
        _stop = stop;
        _places = new SemaphoreSlim(frame.State.Settings.Parallelism);
    }

    /// <summary>What steps threw after they had been given up for running too long.</summary>
    public IReadOnlyCollection<LateFailure> LateFailures => _frame.State.LateFailures;

    /// <summary>Opens a run: writes what is known before it and runs the hooks before it.</summary>
    /// <param name="library">The bindings.</param>
    /// <param name="root">The services, with those of <see cref="GherkinServices.AddGherkin"/>; each scenario gets a scope of its own.</param>
    /// <param name="sink">Takes the messages.</param>
    /// <param name="settings">How to run. Of the scenarios handed in, at most <see cref="RunSettings.Parallelism"/> run at once.</param>
    /// <param name="suite">The features that the scenarios will come from.</param>
    /// <param name="cancellationToken">Cancels the run at any time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The services lack what <see cref="GherkinServices.AddGherkin"/> registers.</exception>
    /// <exception cref="Exception">Whatever the sink threw.</exception>
    public static async Task<OpenRun> StartAsync(
        StepLibrary library,
        IServiceProvider root,
        IMessageSink sink,
        RunSettings settings,
        FeatureSuite suite,
        CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        RunFrame? frame = null;
        try
        {
            frame = new RunFrame(library, root, sink, settings, suite, stop);
            var run = new OpenRun(frame, suite, stop) { _ready = await frame.BeginAsync() };
            frame.ThrowIfSinkFailed();
            return run;
        }
        catch (Exception e)
        {
            if (frame is not null)
                await frame.EndAsync(success: false, e);
            stop.Dispose();
            throw;
        }
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
            var plan = _frame.Planner.Plan([scenario])[0];
            _frame.State.Output.Write(RunMessage.Planned(plan));
            var queue = new ScenarioQueue(_frame.State, [plan]);
            await queue.RunAsync(_stop);
            _frame.ThrowIfSinkFailed();
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
        for (var place = 0; place < _frame.State.Settings.Parallelism; place++)
            await _places.WaitAsync(CancellationToken.None);
        await _frame.EndAsync(_ready && _success && _suite.Errors.Count == 0, fault: null);
        _places.Dispose();
        _stop.Dispose();
    }
}
