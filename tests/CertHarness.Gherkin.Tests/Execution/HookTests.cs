using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class HookTests
{
    private const string Feature = """
        Feature: F
          @mqtt
          Scenario: One
            Given a step
          @http @slow
          Scenario: Two
            Given a step
        """;

    [Fact]
    public async Task Hooks_run_by_order_and_close_what_was_opened_last_first()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a step\n", typeof(Ordered));
        await run.RunAsync();
        Assert.Equal(
            ["before 1", "before a", "before b", "before step", "step", "after step", "after 1", "after b", "after a"],
            run.Trace.Lines);
    }

    [Fact]
    public async Task Filters_take_tags_with_and_without_at_sign_and_tag_expressions()
    {
        var run = new RunFixture(Feature, typeof(Filtered));
        await run.RunAsync();
        Assert.Equal(["plain One", "either One", "either Two", "expression Two", "scope Two"], run.Trace.Lines);
        Assert.Contains("@mqtt or @http", run.Sink.Of(e => e.Hook).Select(h => h.TagExpression));
    }

    [Fact]
    public async Task A_failing_hook_skips_the_steps_but_not_the_hooks_after_them()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a step\n", typeof(FailingBefore));
        var summary = await run.RunAsync();
        Assert.False(summary.Success);
        Assert.Equal(["FAILED", "SKIPPED", "SKIPPED", "PASSED", "FAILED"], run.Statuses);
        Assert.Equal(["second after"], run.Trace.Lines);
    }

    [Fact]
    public async Task A_failing_step_hook_fails_the_step()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a step\n    Given a step\n", typeof(FailingStepHook));
        await run.RunAsync();
        Assert.Equal(["FAILED", "SKIPPED"], run.Statuses);
        Assert.Equal("after step", Assert.Single(run.Exceptions).Message);
    }

    [Fact]
    public async Task Hooks_of_the_run_take_services_and_attach()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a step\n", typeof(RunHooks));
        var summary = await run.RunAsync();
        Assert.True(summary.Success);
        Assert.Equal(["before run", "step", "after run"], run.Trace.Lines);
        Assert.NotNull(Assert.Single(run.Sink.Of(e => e.Attachment)).TestRunHookStartedId);
        Assert.Equal(2, run.Sink.Of(e => e.TestRunHookFinished).Count());
    }

    [Fact]
    public async Task A_failing_hook_before_the_run_runs_no_scenario()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a step\n", typeof(FailingRunHook));
        var summary = await run.RunAsync();
        Assert.False(summary.Success);
        Assert.Empty(summary.Outcomes);
        Assert.Empty(run.Sink.Of(e => e.TestCaseStarted));
        Assert.Equal(["after run"], run.Trace.Lines);
    }

    [Binding]
    public sealed class Ordered(Trace trace)
    {
        [BeforeScenario]
        public void BeforeA() => trace.Add("before a");

        [BeforeScenario]
        public void BeforeB() => trace.Add("before b");

        [BeforeScenario(Order = 1)]
        public void Before1() => trace.Add("before 1");

        [AfterScenario]
        public void AfterA() => trace.Add("after a");

        [AfterScenario]
        public void AfterB() => trace.Add("after b");

        [AfterScenario(Order = 1)]
        public void After1() => trace.Add("after 1");

        [BeforeStep]
        public void BeforeStep() => trace.Add("before step");

        [AfterStep]
        public void AfterStep() => trace.Add("after step");

        [Given("a step")]
        public void Step() => trace.Add("step");
    }

    [Binding]
    public sealed class Filtered(Trace trace, ScenarioContext context)
    {
        [BeforeScenario("mqtt")]
        public void Plain() => trace.Add($"plain {context.Scenario.Name}");

        [BeforeScenario("@mqtt", "http")]
        public void Either() => trace.Add($"either {context.Scenario.Name}");

        [BeforeScenario("@http and not @mqtt")]
        public void Expression() => trace.Add($"expression {context.Scenario.Name}");

        [BeforeScenario]
        [Scope(Tag = "slow", Feature = "F")]
        [Scope(Scenario = "None")]
        public void Scoped() => trace.Add($"scope {context.Scenario.Name}");

        [Given("a step")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class FailingBefore(Trace trace)
    {
        [BeforeScenario]
        public void Before() => throw new InvalidOperationException("before");

        [BeforeScenario]
        public void SecondBefore() => trace.Add("second before");

        [AfterScenario]
        public void After() => throw new InvalidOperationException("after");

        [AfterScenario]
        public void SecondAfter() => trace.Add("second after");

        [Given("a step")]
        public void Step() => trace.Add("step");
    }

    [Binding]
    public sealed class FailingStepHook
    {
        [AfterStep]
        public void AfterStep() => throw new InvalidOperationException("after step");

        [Given("a step")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class RunHooks(Trace trace)
    {
        [BeforeTestRun]
        public static void Before(Trace trace, TestRunContext context)
        {
            trace.Add("before run");
            context.Attach("hello", "text/plain");
        }

        [AfterTestRun]
        public static Task After(Trace trace)
        {
            trace.Add("after run");
            return Task.CompletedTask;
        }

        [Given("a step")]
        public void Step() => trace.Add("step");
    }

    [Binding]
    public sealed class FailingRunHook
    {
        [BeforeTestRun]
        public static void Before() => throw new InvalidOperationException("no network");

        [AfterTestRun]
        public static void After(Trace trace) => trace.Add("after run");

        [Given("a step")]
        public void Step()
        {
        }
    }
}
