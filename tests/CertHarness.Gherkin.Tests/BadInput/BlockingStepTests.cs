using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Tests.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Gherkin.Tests.BadInput;

public sealed class BlockingStepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Steps_that_block_for_good_keep_no_other_scenario_from_running()
    {
        var time = new FakeTimeProvider();
        using var door = new Door();
        var run = new RunFixture(
            """
            Feature: F
              Scenario: first
                Given a step behind a closed door
              Scenario: second
                Given a step behind a closed door
              Scenario: third
                Given an open step
            """,
            typeof(DoorSteps)).With(s => s.AddSingleton(door));
        run.Settings = new RunSettings { TimeProvider = time, ScenarioTimeout = TimeSpan.FromSeconds(10), Retries = 1 };
        var running = run.RunAsync();
        // Two scenarios, each tried twice, one after another.
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await door.Arrived.WaitAsync(Patience), "The scenario did not begin.");
            time.Advance(TimeSpan.FromSeconds(10));
        }

        var summary = await running.WaitAsync(Patience);
        Assert.Equal(
            [("first", 2, "FAILED"), ("second", 2, "FAILED"), ("third", 1, "PASSED")],
            summary.Outcomes.Select(o => (o.Scenario.Name, o.Attempts, o.Status.ToString())));
        Assert.Equal(["third"], run.Trace.Lines);
        Assert.Equal(5, run.Sink.Of(e => e.TestCaseFinished).Count());
    }

    public sealed class Door : IDisposable
    {
        public SemaphoreSlim Arrived { get; } = new(0);

        public ManualResetEventSlim Open { get; } = new();

        // Lets the threads go that the test left behind; the events stay, for they may still look at them.
        public void Dispose() => Open.Set();
    }

    [Binding]
    public sealed class DoorSteps(Door door, ScenarioContext context, Trace trace)
    {
        [Given("a step behind a closed door")]
        public void Closed()
        {
            door.Arrived.Release();
            door.Open.Wait(Patience, CancellationToken.None);
        }

        [Given("an open step")]
        public void Pass() => trace.Add(context.Scenario.Name);
    }
}
