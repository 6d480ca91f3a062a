using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class ScopeTests
{
    private const string Text = """
        Feature: Lamps
          @led
          Scenario: One
            Given it
          Scenario: Two
            Given it
          @led @old
          Scenario: Three
            Given it
        """;

    [Fact]
    public async Task A_scope_on_the_class_covers_its_steps_and_hooks_and_one_on_a_method_narrows_it()
    {
        var run = new RunFixture(Text, typeof(General), typeof(Led));

        Assert.True((await run.RunAsync()).Success);

        Assert.Equal(["hook One", "led", "general", "hook Three", "old led"], run.Trace.Lines);
    }

    [Fact]
    public void A_scope_of_another_feature_or_scenario_does_not_count()
    {
        var run = new RunFixture(Text, typeof(Elsewhere));

        Assert.All(run.Suite.Scenarios, s => Assert.Equal(MatchKind.Undefined, run.Library.Match(s, s.Steps[0]).Kind));
    }

    [Fact]
    public void Two_definitions_of_the_same_scope_are_ambiguous()
    {
        var run = new RunFixture(Text, typeof(Led), typeof(AlsoLed));

        var matches = run.Suite.Scenarios.Select(s => run.Library.Match(s, s.Steps[0]).Kind);

        Assert.Equal([MatchKind.Ambiguous, MatchKind.Undefined, MatchKind.Ambiguous], matches);
    }

    [Binding]
    public sealed class General(Trace trace)
    {
        [Given("it")]
        public void It() => trace.Add("general");
    }

    [Binding]
    [Scope(Tag = "@led", Feature = "Lamps")]
    public sealed class Led(Trace trace, ScenarioContext context)
    {
        [BeforeScenario]
        public void Before() => trace.Add($"hook {context.Scenario.Name}");

        [Given("it")]
        [Scope(Tag = "not @old")]
        public void It() => trace.Add("led");

        [Given("it")]
        [Scope(Scenario = "Three")]
        public void Old() => trace.Add("old led");
    }

    [Binding]
    [Scope(Tag = "@led")]
    public sealed class AlsoLed
    {
        [Given("it")]
        public void It()
        {
        }
    }

    [Binding]
    [Scope(Tag = "@led", Feature = "Gateways")]
    [Scope(Scenario = "Four")]
    public sealed class Elsewhere
    {
        [Given("it")]
        public void It()
        {
        }
    }
}
