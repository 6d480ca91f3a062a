using System.Runtime.ExceptionServices;

namespace CertHarness.Gherkin.Execution;

/// <summary>Runs scenarios and tells what happens as Cucumber Messages.</summary>
public sealed class SuiteRunner
{
    private readonly StepLibrary _library;
    private readonly IServiceProvider _root;
    private readonly IMessageSink _sink;
    private readonly RunSettings _settings;
    private IReadOnlyCollection<LateFailure> _lateFailures = [];

    /// <summary>Creates a runner.</summary>
    /// <param name="library">The bindings.</param>
    /// <param name="root">The services, with those of <see cref="GherkinServices.AddGherkin"/>; each scenario gets a scope of its own.</param>
    /// <param name="sink">Takes the messages.</param>
    /// <param name="settings">How to run.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public SuiteRunner(StepLibrary library, IServiceProvider root, IMessageSink sink, RunSettings settings)
    {
        RunFrame.Check(library, root, sink, settings);
        _library = library;
        _root = root;
        _sink = sink;
        _settings = settings;
    }

    /// <summary>
    /// What steps threw after they had been given up for running too long. Such a step may come back even after the run.
    /// </summary>
    public IReadOnlyCollection<LateFailure> LateFailures => _lateFailures;

    /// <summary>
    /// Runs scenarios. Cancelling starts no more of them and cancels those that run; these get no <c>testCaseFinished</c>, so that
    /// they are known to be run again. What fails outside of steps and hooks, such as services that cannot be had, ends the run: the
    /// last message tells it, and it is thrown.
    /// </summary>
    /// <param name="suite">The features.</param>
    /// <param name="selection">The scenarios of the suite to run; they are started in this order.</param>
    /// <param name="cancellationToken">Cancels the run; the summary says so.</param>
    /// <exception cref="InvalidOperationException">The services lack what <see cref="GherkinServices.AddGherkin"/> registers.</exception>
    /// <exception cref="Exception">Whatever the sink threw, after the running scenarios have been cancelled and have ended.</exception>
    public async Task<RunSummary> RunAsync(FeatureSuite suite, IReadOnlyList<Scenario> selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = _settings.TimeProvider.GetTimestamp();
        var frame = new RunFrame(_library, _root, _sink, _settings, suite, stop);
        _lateFailures = frame.State.LateFailures;
        var outcomes = (IReadOnlyList<ScenarioOutcome>)[];
        var ready = false;
        Exception? fault = null;
        try
        {
            ready = await frame.BeginAsync();
            if (ready)
                outcomes = await RunScenariosAsync(frame, selection, stop);
        }
        catch (Exception e)
        {
            fault = e;
        }

        var complete = suite.Errors.Count == 0 && outcomes.Count == selection.Count;
        var success = await frame.EndAsync(ready && complete && outcomes.All(o => o.Succeeded), fault);
        frame.ThrowIfSinkFailed();
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
        var cancelled = cancellationToken.IsCancellationRequested && outcomes.Count < selection.Count;
        return new RunSummary(success, cancelled, outcomes, _settings.TimeProvider.GetElapsedTime(started));
    }

    private static async Task<IReadOnlyList<ScenarioOutcome>> RunScenariosAsync(
        RunFrame frame, IReadOnlyList<Scenario> selection, CancellationTokenSource stop)
    {
        var plans = frame.Planner.Plan(selection);
        foreach (var plan in plans)
            frame.State.Output.Write(RunMessage.Planned(plan));
        var queue = new ScenarioQueue(frame.State, plans);
        await queue.RunAsync(stop);
        return queue.Outcomes;
    }
}
