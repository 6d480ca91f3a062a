using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class RunningTests
{
    [Fact]
    public async Task Steps_run_in_order_with_their_arguments()
    {
        var run = new RunFixture(
            """
            Feature: Counting
              Background:
                Given 3 lamps
              Rule: They add up
                Background:
                  Given 0 lamps
                Scenario Outline: More
                  When <n> lamps are added
                  Then there are <sum> lamps
                  Examples:
                    | n | sum |
                    | 2 | 5   |
                    | 4 | 7   |
            """,
            typeof(LampSteps));
        var summary = await run.RunAsync();
        Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.StackTrace)));
        Assert.Equal(2, summary.Count(Wire.TestStepResultStatus.PASSED));
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_cucumber()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given 3 lamps\n", typeof(LampSteps), typeof(ScenarioHooks));
        await run.RunAsync();
        Assert.Equal(
            [
                "meta", "source", "gherkinDocument", "pickle", "hook", "stepDefinition", "hook", "testRunStarted", "testCase", "testCaseStarted",
                "testStepStarted", "testStepFinished", "testStepStarted", "testStepFinished", "testStepStarted", "testStepFinished",
                "testCaseFinished", "testRunFinished",
            ],
            run.Sink.Envelopes.Select(Kinds.Of).Aggregate(new List<string>(), (all, kind) =>
            {
                if (all.LastOrDefault() is not ("hook" or "stepDefinition") || all[^1] != kind)
                    all.Add(kind);
                return all;
            }));
    }

    [Fact]
    public async Task A_throwing_step_fails_with_its_own_message_and_skips_the_rest()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given 3 lamps\n    When it breaks\n    Then there are 3 lamps\n", typeof(LampSteps));
        var summary = await run.RunAsync();
        Assert.False(summary.Success);
        Assert.Equal(["PASSED", "FAILED", "SKIPPED"], run.Statuses);
        var exception = Assert.Single(run.Exceptions);
        Assert.Equal("System.InvalidOperationException", exception.Type);
        Assert.Equal("broken", exception.Message);
        Assert.Contains(nameof(LampSteps.ItBreaks), exception.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipping_step_skips_all_that_follows_and_the_run_succeeds()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given nothing to do\n    When it breaks\n    Then nobody knows this\n", typeof(LampSteps));
        var summary = await run.RunAsync();
        Assert.True(summary.Success);
        Assert.Equal(["SKIPPED", "SKIPPED", "SKIPPED"], run.Statuses);
        Assert.Equal("no lamp here", run.Exceptions[0].Message);
    }

    [Fact]
    public async Task Pending_undefined_and_ambiguous_steps_fail_the_run()
    {
        var run = new RunFixture(
            """
            Feature: F
              Scenario: Pending
                Given work to be done
                Given nobody knows this
                Given 3 lamps
              Scenario: Ambiguous
                Given a blue lamp
                Given it breaks
            """,
            typeof(LampSteps));
        var summary = await run.RunAsync();
        Assert.False(summary.Success);
        Assert.Equal(["PENDING", "UNDEFINED", "SKIPPED", "AMBIGUOUS", "UNDEFINED"], run.Statuses);
        Assert.Equal(1, summary.Count(Wire.TestStepResultStatus.AMBIGUOUS));
        var suggestion = run.Sink.Of(e => e.Suggestion).First();
        Assert.StartsWith("[Given(\"nobody knows this\")]\npublic void GivenNobodyKnowsThis()", suggestion.Snippets[0].Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_german_feature_runs_and_reads_numbers_invariantly()
    {
        var run = new RunFixture(
            """
            # language: de
            Funktionalität: Messwerte
              Szenariogrundriss: Grenzwert
                Angenommen ein Messwert von <wert> Grad
                Dann gilt der Messwert
                Und gilt der Messwert
                Beispiele:
                  | wert |
                  | 21.5 |
            """,
            typeof(GermanSteps));
        var summary = await run.RunAsync();
        Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.Message)));
        var scenario = Assert.Single(run.Suite.Scenarios);
        Assert.Equal("de", scenario.Language);
        Assert.Equal(["Angenommen", "Dann", "Und"], scenario.Steps.Select(s => s.Keyword));
        Assert.Equal([KeywordType.Context, KeywordType.Outcome, KeywordType.Outcome], scenario.Steps.Select(s => s.KeywordType));
    }

    [Fact]
    public async Task A_failed_scenario_is_retried_in_a_scope_of_its_own()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given a second chance\n", typeof(RetrySteps))
        {
            Settings = new RunSettings { Retries = 2 },
        };
        var summary = await run.RunAsync();
        Assert.True(summary.Success);
        Assert.Equal(2, Assert.Single(summary.Outcomes).Attempts);
        Assert.Equal([true, false], run.Sink.Of(e => e.TestCaseFinished).Select(f => f.WillBeRetried));
        Assert.Equal(["FAILED", "PASSED"], run.Statuses);
    }

    [Binding]
    public sealed class LampSteps
    {
        private int _lamps;

        [Given("{int} lamp(s)")]
        public void Lamps(int count) => _lamps += count;

        [When("{int} lamp(s) is/are added")]
        public async Task Add(int count)
        {
            await Task.Yield();
            _lamps += count;
        }

        [Then("there are {int} lamps")]
        public ValueTask Count(long count)
        {
            Assert.Equal(count, _lamps);
            return ValueTask.CompletedTask;
        }

        [When("it breaks")]
        public void ItBreaks() => throw new InvalidOperationException("broken");

        [Given("nothing to do")]
        public void Nothing() => throw new ScenarioSkippedException("no lamp here");

        [Given("work to be done")]
        public void Work() => throw new PendingStepException();

        [Given("a {word} lamp")]
        public void Colour(string colour) => Assert.NotEmpty(colour);

        [Given(@"^a (blue|red) lamp$")]
        public void BlueOrRed(string colour) => Assert.NotEmpty(colour);
    }

    [Binding]
    public sealed class ScenarioHooks
    {
        [BeforeScenario]
        public void Before()
        {
        }

        [AfterScenario]
        public void After()
        {
        }
    }

    [Binding]
    public sealed class GermanSteps
    {
        private double _value;

        [Given("ein Messwert von {float} Grad")]
        public void Value(double value) => _value = value;

        [Then("gilt der Messwert")]
        public void Holds() => Assert.Equal(21.5, _value);
    }

    [Binding]
    public sealed class RetrySteps(ScenarioContext context)
    {
        private bool _used;

        [Given("a second chance")]
        public void SecondChance()
        {
            Assert.False(_used);
            _used = true;
            Assert.Equal(1, context.Attempt);
        }
    }
}
