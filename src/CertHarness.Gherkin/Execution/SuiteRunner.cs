using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Execution;

/// <summary>Runs scenarios and tells what happens as Cucumber Messages.</summary>
public sealed class SuiteRunner
{
    private readonly StepLibrary _library;
    private readonly IServiceProvider _root;
    private readonly IMessageSink _sink;
    private readonly RunSettings _settings;
    private readonly ConcurrentQueue<LateFailure> _lateFailures = new();

    /// <summary>Creates a runner.</summary>
    /// <param name="library">The bindings.</param>
    /// <param name="root">The services, with those of <see cref="GherkinServices.AddGherkin"/>; each scenario gets a scope of its own.</param>
    /// <param name="sink">Takes the messages.</param>
    /// <param name="settings">How to run.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public SuiteRunner(StepLibrary library, IServiceProvider root, IMessageSink sink, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
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
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(selection);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new RunOutput(_sink, _settings.TimeProvider, stop);
        var started = _settings.TimeProvider.GetTimestamp();
        var ids = new IncrementingIds(_settings.FirstId ?? suite.NextId);
        var messages = new SuiteMessages(output, ids);
        messages.WriteMeta(_settings.Meta);
        messages.WriteFeatures(suite);
        var (hookIds, definitionIds) = messages.WriteLibrary(_library);

        var runId = ids.GetNewId();
        var state = new RunState(
            _settings, output, ids, _root, new InstanceFactory(_library, _root), _library, runId, _lateFailures, stop.Token);
        output.Write(Wire.Envelope.Create(new Wire.TestRunStarted(output.Now(), runId)));
        var outcomes = (IReadOnlyList<ScenarioOutcome>)[];
        var hooksPassed = true;
        var hooks = new TestRunHooks(state, hookIds);
        Exception? fault = null;
        try
        {
            await CheckServicesAsync();
            hooksPassed = output.Failure is null && await hooks.RunAsync(Wire.HookType.BEFORE_TEST_RUN, stop.Token);
            if (hooksPassed)
                outcomes = await RunScenariosAsync(state, new TestCasePlanner(_library, ids, hookIds, definitionIds), selection, stop);
        }
        catch (Exception e)
        {
            fault = e;
        }

        // What the hooks before the run opened is closed whatever came between.
        if (hooks.Begun)
            hooksPassed &= await hooks.RunAsync(Wire.HookType.AFTER_TEST_RUN, CancellationToken.None);
        var complete = suite.Errors.Count == 0 && outcomes.Count == selection.Count;
        var success = fault is null && hooksPassed && complete && outcomes.All(o => o.Succeeded);
        output.Write(Wire.Envelope.Create(new Wire.TestRunFinished(
            fault?.Message, success, output.Now(), fault is null ? null : StepResults.Describe(fault), runId)));
        output.Flush();
        if ((output.Failure ?? fault) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        var cancelled = cancellationToken.IsCancellationRequested && outcomes.Count < selection.Count;
        return new RunSummary(success, cancelled, outcomes, _settings.TimeProvider.GetElapsedTime(started));
    }

    private async Task CheckServicesAsync()
    {
        await using var scope = _root.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<ScenarioContext>() is null)
            throw new InvalidOperationException(
                $"The services lack a {nameof(ScenarioContext)}; register it with {nameof(GherkinServices.AddGherkin)}.");
    }

    private static async Task<IReadOnlyList<ScenarioOutcome>> RunScenariosAsync(
        RunState state, TestCasePlanner planner, IReadOnlyList<Scenario> selection, CancellationTokenSource stop)
    {
        var plans = planner.Plan(selection);
        foreach (var plan in plans)
            state.Output.Write(plan.Message(state.TestRunStartedId));
        var queue = new ScenarioQueue(state, plans);
        await queue.RunAsync(stop);
        return queue.Outcomes;
    }
}
