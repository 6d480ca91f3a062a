using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class ServiceTests
{
    private const string TwoScenarios = "Feature: F\n  Scenario: A\n    Given a step\n    And another step\n  Scenario: B\n    Given a step\n    And another step\n";

    [Fact]
    public async Task Step_classes_of_a_scenario_share_its_services_and_scenarios_share_none()
    {
        var run = new RunFixture(TwoScenarios, typeof(First), typeof(Second)).With(s => s.AddScoped<Session>());
        var summary = await run.RunAsync();
        Assert.True(summary.Success);
        Assert.Equal(["A: first", "A: second 1", "disposed A", "B: first", "B: second 1", "disposed B"], run.Trace.Lines);
    }

    [Fact]
    public async Task What_fails_in_disposing_is_told_as_a_failed_hook_and_harms_no_other_scenario()
    {
        var run = new RunFixture(TwoScenarios, typeof(First), typeof(Second), typeof(DisposedBadly)).With(s => s.AddScoped<Session>());
        var summary = await run.RunAsync();
        Assert.False(summary.Success);
        Assert.Equal([Wire.TestStepResultStatus.FAILED, Wire.TestStepResultStatus.PASSED], summary.Outcomes.Select(o => o.Status));
        Assert.Equal("cannot close A", Assert.Single(run.Exceptions).Message);
        var failed = run.Sink.Of(e => e.TestStepFinished).Single(f => f.TestStepResult.Exception is not null);
        var step = run.Sink.Of(e => e.TestCase).SelectMany(c => c.TestSteps).Single(s => s.Id == failed.TestStepId);
        Assert.Contains(run.Sink.Of(e => e.Hook), h => h.Id == step.HookId && h.Type == Wire.HookType.AFTER_TEST_CASE);
        Assert.Contains("disposed A", run.Trace.Lines);
    }

    [Fact]
    public async Task A_missing_service_fails_the_step_and_says_which()
    {
        var run = new RunFixture(TwoScenarios, typeof(First), typeof(Second));
        await run.RunAsync();
        Assert.Contains(nameof(Session), run.Exceptions[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attachments_belong_to_the_running_step()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given attachments\n", typeof(Attaching));
        await run.RunAsync();
        var step = run.Sink.Of(e => e.TestCase).Single().TestSteps.Single().Id;
        var attachments = run.Sink.Of(e => e.Attachment).ToList();
        Assert.All(attachments, a => Assert.Equal(step, a.TestStepId));
        Assert.Equal(["AQI=", "{}", "a line", "https://example.org/x"], attachments.Select(a => a.Body));
        Assert.Equal(["image/png", "application/json", "text/x.cucumber.log+plain", "text/uri-list"], attachments.Select(a => a.MediaType));
    }

    [Fact]
    public async Task Attaching_after_the_end_throws_and_writes_nothing()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given attachments\n", typeof(Attaching));
        var contexts = new List<ScenarioContext>();
        run.With(s => s.AddSingleton(contexts));
        await run.RunAsync();
        var written = run.Sink.Envelopes.Count;
        Assert.Throws<InvalidOperationException>(() => contexts[0].Log("too late"));
        Assert.Equal(written, run.Sink.Envelopes.Count);
    }

    [Fact]
    public async Task A_scenario_has_the_same_seed_in_every_run_with_the_same_seed()
    {
        async Task<int> SeedAsync(int seed)
        {
            var run = new RunFixture("Feature: F\n  Scenario: S\n    Given attachments\n", typeof(Attaching)) { Settings = new RunSettings { Seed = seed } };
            var contexts = new List<ScenarioContext>();
            run.With(s => s.AddSingleton(contexts));
            await run.RunAsync();
            return contexts[0].Seed;
        }

        Assert.Equal(await SeedAsync(7), await SeedAsync(7));
        Assert.NotEqual(await SeedAsync(7), await SeedAsync(8));
    }

    [Fact]
    public async Task Registered_step_classes_take_each_other()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a step\n    Given a step of another class\n", typeof(First), typeof(Third));
        run.With(s => s.AddGherkin(run.Library).AddScoped<Session>());
        var summary = await run.RunAsync();
        Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.Message)));
        Assert.Equal(["S: first", "S: first", "uses 2", "disposed S"], run.Trace.Lines);
    }

    [Fact]
    public async Task Without_the_scenario_context_the_run_does_not_start()
    {
        await using var root = new ServiceCollection().BuildServiceProvider();
        var suite = FeatureSuite.Parse([]);
        var runner = new SuiteRunner(StepLibrary.Of(), root, new MemorySink(), new RunSettings());
        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync(suite, suite.Scenarios, CancellationToken.None));
    }

    public sealed class Session(Trace trace, ScenarioContext context) : IAsyncDisposable
    {
        private readonly string _name = context.Scenario.Name;

        public int Uses { get; set; }

        public ValueTask DisposeAsync()
        {
            trace.Add($"disposed {_name}");
            return ValueTask.CompletedTask;
        }
    }

    [Binding]
    public sealed class First(Trace trace, Session session, ScenarioContext context)
    {
        [Given("a step")]
        public void Step()
        {
            session.Uses++;
            trace.Add($"{context.Scenario.Name}: first");
        }
    }

    [Binding]
    public sealed class Second(Trace trace, Session session, ScenarioContext context)
    {
        [Given("another step")]
        public void Step() => trace.Add($"{context.Scenario.Name}: second {session.Uses}");
    }

    [Binding]
    public sealed class Third(First first, Session session, Trace trace)
    {
        [Given("a step of another class")]
        public void Step()
        {
            first.Step();
            trace.Add($"uses {session.Uses}");
        }
    }

    [Binding]
    public sealed class DisposedBadly(ScenarioContext context) : IDisposable
    {
        private readonly string _name = context.Scenario.Name;

        [BeforeScenario]
        public void Before()
        {
        }

        public void Dispose()
        {
            if (_name == "A")
                throw new IOException("cannot close A");
        }
    }

    [Binding]
    public sealed class Attaching(ScenarioContext context, IServiceProvider services)
    {
        [Given("attachments")]
        public void Attach()
        {
            services.GetService<List<ScenarioContext>>()?.Add(context);
            context.Attach([1, 2], "image/png", "a.png");
            context.Attach("{}", "application/json");
            context.Log("a line");
            context.Link(new Uri("https://example.org/x"));
        }
    }
}
