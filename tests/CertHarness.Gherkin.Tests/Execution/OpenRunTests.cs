using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class OpenRunTests
{
    private const string Text = """
        Feature: F
          Scenario: A
            Given a step
          Scenario: B
            Given a failing step
          Scenario: C
            Given a step that waits
        """;

    private readonly FeatureSuite _suite = FeatureSuite.Parse([new FeatureSource("test.feature", Text)]);
    private readonly MemorySink _sink = new();
    private readonly Trace _trace = new();

    [Fact]
    public async Task Scenarios_are_run_one_by_one_within_the_hooks_of_one_run()
    {
        await using var root = Services();
        await using (var run = await StartAsync(root, typeof(Steps)))
        {
            var second = await run.RunAsync(_suite.Scenarios[1]);
            var first = await run.RunAsync(_suite.Scenarios[0]);
            Assert.Equal((Wire.TestStepResultStatus.FAILED, Wire.TestStepResultStatus.PASSED), (second.Status, first.Status));
        }

        Assert.Equal(["before run", "step", "after run"], _trace.Lines);
        Assert.Equal(2, _sink.Of(e => e.TestCaseFinished).Count());
        Assert.False(Assert.Single(_sink.Of(e => e.TestRunFinished)).Success);
        Assert.NotNull(_sink.Envelopes[^1].TestRunFinished);
    }

    [Fact]
    public async Task Many_threads_may_hand_in_scenarios_and_every_id_is_given_once()
    {
        await using var root = Services();
        await using var run = await StartAsync(root, typeof(Steps), new RunSettings { Parallelism = 8 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => run.RunAsync(_suite.Scenarios[0]))));

        Assert.All(outcomes, o => Assert.Equal(Wire.TestStepResultStatus.PASSED, o.Status));
        Assert.Equal(200, _sink.Of(e => e.TestCase).Select(c => c.Id).Distinct().Count());
        Assert.Equal(200, _sink.Of(e => e.TestCaseStarted).Select(c => c.Id).Distinct().Count());
    }

    [Fact]
    public async Task After_a_failed_hook_no_scenario_is_run()
    {
        await using var root = Services();
        await using var run = await StartAsync(root, typeof(FailingHook));

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync(_suite.Scenarios[0]));

        Assert.Empty(_sink.Of(e => e.TestCaseStarted));
    }

    [Fact]
    public async Task Closing_the_run_cancels_what_still_runs()
    {
        await using var root = Services();
        var run = await StartAsync(root, typeof(Steps));
        var running = run.RunAsync(_suite.Scenarios[2]);
        await root.GetRequiredService<TaskCompletionSource>().Task;

        await run.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => run.RunAsync(_suite.Scenarios[0]));
        Assert.Empty(_sink.Of(e => e.TestCaseFinished));
    }

    [Fact]
    public async Task What_the_sink_throws_reaches_the_caller()
    {
        await using var root = Services();
        await using var run = await StartAsync(root, typeof(Steps));
        _sink.OnWrite = _ => throw new IOException("disk full");

        Assert.Equal("disk full", (await Assert.ThrowsAsync<IOException>(() => run.RunAsync(_suite.Scenarios[0]))).Message);
    }

    private ServiceProvider Services() =>
        new ServiceCollection().AddGherkin().AddSingleton(_trace).AddSingleton<TaskCompletionSource>().BuildServiceProvider();

    private Task<OpenRun> StartAsync(IServiceProvider root, Type steps, RunSettings? settings = null) =>
        OpenRun.StartAsync(StepLibrary.Of(steps), root, _sink, settings ?? new RunSettings(), _suite, CancellationToken.None);

    [Binding]
    public sealed class Steps(Trace trace, TaskCompletionSource waiting, ScenarioContext context)
    {
        [BeforeTestRun]
        public static void Before(Trace trace) => trace.Add("before run");

        [AfterTestRun]
        public static void After(Trace trace) => trace.Add("after run");

        [Given("a step")]
        public void Step() => trace.Add("step");

        [Given("a failing step")]
        public void Fail() => throw new InvalidOperationException("no");

        [Given("a step that waits")]
        public async Task Wait()
        {
            waiting.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        }
    }

    [Binding]
    public sealed class FailingHook
    {
        [BeforeTestRun]
        public static void Before() => throw new InvalidOperationException("no");

        [Given("a step")]
        public void Step()
        {
        }
    }
}
