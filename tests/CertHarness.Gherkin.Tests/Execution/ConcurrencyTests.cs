using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class ConcurrencyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Scenarios_run_at_once_up_to_the_limit_and_start_in_order()
    {
        var gate = new Gate();
        var run = Fixture(5, gate);
        run.Settings = new RunSettings { Parallelism = 3 };
        var running = run.RunAsync();
        for (var i = 0; i < 3; i++)
            await gate.Arrived.WaitAsync(Patience);
        Assert.Equal(3, gate.Inside);
        gate.Open.SetResult();
        var summary = await running.WaitAsync(Patience);
        Assert.True(summary.Success);
        Assert.Equal(3, gate.Most);
        Assert.Equal(run.Sink.Of(e => e.TestCase).Select(c => c.Id), run.Sink.Of(e => e.TestCaseStarted).Select(c => c.TestCaseId));
        Assert.Equal(["S0", "S1", "S2", "S3", "S4"], summary.Outcomes.Select(o => o.Scenario.Name));
    }

    [Fact]
    public async Task A_cancelled_run_starts_nothing_more_and_leaves_what_ran_unfinished()
    {
        var gate = new Gate();
        var run = Fixture(4, gate);
        run.Settings = new RunSettings { Parallelism = 2 };
        using var cancel = new CancellationTokenSource();
        var running = run.RunAsync(cancel.Token);
        await gate.Arrived.WaitAsync(Patience);
        await gate.Arrived.WaitAsync(Patience);
        await cancel.CancelAsync();
        var summary = await running.WaitAsync(Patience);
        Assert.True(summary.Cancelled);
        Assert.False(summary.Success);
        Assert.Empty(summary.Outcomes);
        Assert.Equal(2, run.Sink.Of(e => e.TestCaseStarted).Count());
        Assert.Empty(run.Sink.Of(e => e.TestCaseFinished));
        Assert.False(Assert.Single(run.Sink.Of(e => e.TestRunFinished)).Success);
        Assert.Equal(2, run.Trace.Lines.Count(l => l == "cleaned up"));
    }

    [Fact]
    public async Task A_step_that_ignores_the_cancelling_of_the_run_is_given_up()
    {
        var gate = new Gate();
        var time = new FakeTimeProvider();
        var run = Fixture(1, gate, "stubborn");
        run.Settings = new RunSettings { TimeProvider = time, CancellationGrace = TimeSpan.FromSeconds(3) };
        using var cancel = new CancellationTokenSource();
        var running = run.RunAsync(cancel.Token);
        await gate.Arrived.WaitAsync(Patience);
        await cancel.CancelAsync();
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        var summary = await running.WaitAsync(Patience);
        Assert.True(summary.Cancelled);
        Assert.Empty(run.Sink.Of(e => e.TestCaseFinished));
        gate.Open.SetResult();
    }

    [Fact]
    public async Task A_scenario_over_its_time_fails_and_its_token_is_cancelled()
    {
        var gate = new Gate();
        var time = new FakeTimeProvider();
        var run = Fixture(1, gate);
        run.Settings = new RunSettings { TimeProvider = time, ScenarioTimeout = TimeSpan.FromSeconds(10) };
        var running = run.RunAsync();
        await gate.Arrived.WaitAsync(Patience);
        time.Advance(TimeSpan.FromSeconds(10));
        var summary = await running.WaitAsync(Patience);
        Assert.Equal(Wire.TestStepResultStatus.FAILED, Assert.Single(summary.Outcomes).Status);
        Assert.Equal(["FAILED", "SKIPPED", "PASSED"], run.Statuses);
        Assert.Equal(typeof(ScenarioTimedOutException).FullName, Assert.Single(run.Exceptions).Type);
        Assert.Equal(10, run.Sink.Of(e => e.TestStepFinished).First().TestStepResult.Duration.Seconds);
        Assert.Equal(["cleaned up"], run.Trace.Lines);
    }

    [Theory]
    [InlineData("stubborn")]
    [InlineData("blocking")]
    public async Task A_step_that_ignores_the_time_limit_is_given_up_and_what_it_throws_later_is_kept(string kind)
    {
        var gate = new Gate();
        var time = new FakeTimeProvider();
        var run = Fixture(2, gate, kind);
        run.Settings = new RunSettings { TimeProvider = time, ScenarioTimeout = TimeSpan.FromSeconds(10) };
        var running = run.RunAsync();
        for (var i = 0; i < 2; i++)
        {
            await gate.Arrived.WaitAsync(Patience);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        var summary = await running.WaitAsync(Patience);
        Assert.Equal(2, summary.Count(Wire.TestStepResultStatus.FAILED));
        Assert.Equal(["FAILED", "SKIPPED", "PASSED", "FAILED", "SKIPPED", "PASSED"], run.Statuses);
        var written = run.Sink.Envelopes.Count;
        gate.Open.SetResult();
        await gate.Left.WaitAsync(Patience);
        await gate.Left.WaitAsync(Patience);
        SpinWait.SpinUntil(() => run.Runner!.LateFailures.Count == 2, Patience);
        Assert.Equal(["too late", "too late"], run.Runner!.LateFailures.Select(f => f.Exception.Message));
        Assert.Equal(written, run.Sink.Envelopes.Count);
    }

    [Fact]
    public async Task A_failing_sink_stops_the_run_and_reaches_the_caller()
    {
        var run = Fixture(50, new Gate(open: true));
        run.Settings = new RunSettings { Parallelism = 4 };
        run.Sink.OnWrite = e =>
        {
            if (e.TestCaseFinished is not null)
                throw new IOException("disk full");
        };
        var error = await Assert.ThrowsAsync<IOException>(() => run.RunAsync().WaitAsync(Patience));
        Assert.Equal("disk full", error.Message);
        Assert.NotNull(run.Sink.Envelopes[^1].TestCaseFinished);
        Assert.Single(run.Sink.Of(e => e.TestCaseFinished));
    }

    [Fact]
    public async Task A_sink_that_fails_from_the_start_lets_no_scenario_run()
    {
        var run = Fixture(3, new Gate(open: true));
        run.Sink.OnWrite = _ => throw new IOException("disk full");
        await Assert.ThrowsAsync<IOException>(() => run.RunAsync().WaitAsync(Patience));
        Assert.Single(run.Sink.Envelopes);
    }

    [Fact]
    public async Task Hooks_after_the_time_limit_have_their_own_time()
    {
        var gate = new Gate();
        var time = new FakeTimeProvider();
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a slow step\n", typeof(SlowHooks)).With(s => s.AddSingleton(gate));
        run.Settings = new RunSettings { TimeProvider = time, ScenarioTimeout = TimeSpan.FromSeconds(10) };
        var running = run.RunAsync();
        for (var i = 0; i < 3; i++)
        {
            await gate.Arrived.WaitAsync(Patience);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await running.WaitAsync(Patience);
        Assert.Equal(["FAILED", "FAILED", "PASSED", "FAILED"], run.Statuses);
        Assert.Equal(["last hook"], run.Trace.Lines);
        Assert.All(run.Exceptions, e => Assert.Equal(typeof(ScenarioTimedOutException).FullName, e.Type));
        gate.Open.SetResult();
    }

    private static RunFixture Fixture(int scenarios, Gate gate, string kind = "polite")
    {
        var feature = "Feature: F\n" + string.Concat(Enumerable.Range(0, scenarios).Select(i =>
            $"  Scenario: S{i}\n    Given a {kind} step\n    Then the end\n"));
        return new RunFixture(feature, typeof(GateSteps)).With(s => s.AddSingleton(gate));
    }

    public sealed class Gate
    {
        private int _inside;
        private int _most;

        public Gate(bool open = false)
        {
            if (open)
                Open.SetResult();
        }

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SemaphoreSlim Arrived { get; } = new(0);

        public SemaphoreSlim Left { get; } = new(0);

        public int Inside => _inside;

        public int Most => _most;

        public void Enter()
        {
            var inside = Interlocked.Increment(ref _inside);
            for (var most = _most; inside > most; most = _most)
                Interlocked.CompareExchange(ref _most, inside, most);
            Arrived.Release();
        }

        public void Leave()
        {
            Interlocked.Decrement(ref _inside);
            Left.Release();
        }
    }

    [Binding]
    public sealed class GateSteps(Gate gate, ScenarioContext context, Trace trace)
    {
        [Given("a polite step")]
        public async Task Polite()
        {
            gate.Enter();
            await gate.Open.Task.WaitAsync(context.CancellationToken);
            gate.Leave();
        }

        [Given("a stubborn step")]
        public async Task Stubborn()
        {
            gate.Enter();
            await gate.Open.Task;
            gate.Leave();
            throw new InvalidOperationException("too late");
        }

        [Given("a blocking step")]
        public void Blocking()
        {
            gate.Enter();
            gate.Open.Task.Wait(Patience, CancellationToken.None);
            gate.Leave();
            throw new InvalidOperationException("too late");
        }

        [Then("the end")]
        public void End()
        {
        }

        [AfterScenario]
        public void CleanUp()
        {
            if (gate.Open.Task.IsCompleted)
                return;
            trace.Add("cleaned up");
        }
    }

    [Binding]
    public sealed class SlowHooks(Gate gate, Trace trace) : IAsyncDisposable
    {
        [Given("a slow step")]
        public Task Step() => Forever();

        [AfterScenario]
        public Task SlowHook() => Forever();

        [AfterScenario(Order = 20000)]
        public void LastHook() => trace.Add("last hook");

        public ValueTask DisposeAsync() => new(Forever());

        private Task Forever()
        {
            gate.Enter();
            return gate.Open.Task;
        }
    }
}
