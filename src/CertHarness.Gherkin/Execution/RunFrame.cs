using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Execution;

/// <summary>What stands around the scenarios of a run: the messages before the first and after the last one, and the run's hooks.</summary>
internal sealed class RunFrame
{
    private readonly TestRunHooks _hooks;
    private readonly CancellationTokenSource _stop;

    /// <summary>Writes what is known before a run starts, and its start.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public RunFrame(
        StepLibrary library, IServiceProvider root, IMessageSink sink, RunSettings settings, FeatureSuite suite, CancellationTokenSource stop)
    {
        Check(library, root, sink, settings);
        ArgumentNullException.ThrowIfNull(suite);
        _stop = stop;
        var output = new RunOutput(sink, settings.TimeProvider, stop);
        var ids = new IncrementingIds(settings.FirstId ?? suite.NextId);
        var messages = new SuiteMessages(output, ids);
        messages.WriteMeta(settings.Meta);
        messages.WriteFeatures(suite);
        var (hookIds, definitionIds) = messages.WriteLibrary(library);
        State = new RunState(
            settings, output, ids, root, new InstanceFactory(library, root), library, ids.GetNewId(), new ConcurrentQueue<LateFailure>(), stop.Token);
        Planner = new TestCasePlanner(library, ids, hookIds, definitionIds, State.TestRunStartedId);
        _hooks = new TestRunHooks(State, hookIds);
        output.Write(Wire.Envelope.Create(new Wire.TestRunStarted(output.Now(), State.TestRunStartedId)));
    }

    public RunState State { get; }

    public TestCasePlanner Planner { get; }

    /// <summary>Refuses what no run can be made of.</summary>
    public static void Check(StepLibrary library, IServiceProvider root, IMessageSink sink, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
    }

    /// <summary>Runs the hooks before all scenarios. False where scenarios cannot be run.</summary>
    /// <exception cref="InvalidOperationException">The services lack what <see cref="GherkinServices.AddGherkin"/> registers.</exception>
    public async Task<bool> BeginAsync()
    {
        await using (var scope = State.Root.CreateAsyncScope())
        {
            if (scope.ServiceProvider.GetService<ScenarioContext>() is null)
            {
                throw new InvalidOperationException(
                    $"The services lack a {nameof(ScenarioContext)}; register it with {nameof(GherkinServices.AddGherkin)}.");
            }
        }

        return State.Output.Failure is null && await _hooks.RunAsync(Wire.HookType.BEFORE_TEST_RUN, _stop.Token);
    }

    /// <summary>Runs the hooks after all scenarios, whatever came between, and writes the run's end.</summary>
    /// <param name="success">Whether all was well so far.</param>
    /// <param name="fault">What ended the run before its time; null for nothing.</param>
    /// <returns>Whether all was well.</returns>
    public async Task<bool> EndAsync(bool success, Exception? fault)
    {
        if (_hooks.Begun)
            success &= await _hooks.RunAsync(Wire.HookType.AFTER_TEST_RUN, CancellationToken.None);
        success &= fault is null;
        var description = fault is null ? null : StepResults.Describe(fault);
        State.Output.Write(Wire.Envelope.Create(
            new Wire.TestRunFinished(fault?.Message, success, State.Output.Now(), description, State.TestRunStartedId)));
        State.Output.Flush();
        return success;
    }

    /// <summary>Throws what the sink threw, if anything.</summary>
    public void ThrowIfSinkFailed()
    {
        if (State.Output.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }
}
