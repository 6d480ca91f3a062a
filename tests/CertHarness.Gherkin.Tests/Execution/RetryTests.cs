using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Tests.Execution;

public sealed class RetryTests
{
    [Theory]
    [InlineData("a step that nobody wrote", Wire.TestStepResultStatus.UNDEFINED)]
    [InlineData("two meanings", Wire.TestStepResultStatus.AMBIGUOUS)]
    [InlineData("pending work", Wire.TestStepResultStatus.PENDING)]
    [InlineData("nothing to do", Wire.TestStepResultStatus.SKIPPED)]
    public async Task Only_what_failed_is_tried_again(string step, Wire.TestStepResultStatus status)
    {
        var run = Fixture($"Given {step}");

        var outcome = Assert.Single((await run.RunAsync()).Outcomes);

        Assert.Equal((status, 1), (outcome.Status, outcome.Attempts));
        Assert.False(Assert.Single(run.Sink.Of(e => e.TestCaseFinished)).WillBeRetried);
    }

    [Fact]
    public async Task An_undefined_step_after_a_failure_is_not_lost_in_the_retry()
    {
        var run = Fixture("Given it fails at first", "Then a step that nobody wrote");

        var summary = await run.RunAsync();

        Assert.False(summary.Success);
        Assert.NotEqual(Wire.TestStepResultStatus.PASSED, Assert.Single(summary.Outcomes).Status);
    }

    [Fact]
    public async Task Every_attempt_stays_visible_and_the_last_one_counts()
    {
        var run = Fixture("Given it always fails");

        var summary = await run.RunAsync();

        Assert.False(summary.Success);
        Assert.Equal((Wire.TestStepResultStatus.FAILED, 3), (summary.Outcomes[0].Status, summary.Outcomes[0].Attempts));
        Assert.Equal([0, 1, 2], run.Sink.Of(e => e.TestCaseStarted).Select(s => s.Attempt));
        Assert.Equal([true, true, false], run.Sink.Of(e => e.TestCaseFinished).Select(f => f.WillBeRetried));
        Assert.Equal(["attempt 0", "attempt 1", "attempt 2"], run.Exceptions.Select(e => e.Message));
    }

    private static RunFixture Fixture(params string[] steps) =>
        new($"Feature: F\n  Scenario: S\n{string.Concat(steps.Select(s => $"    {s}\n"))}", typeof(Steps))
        {
            Settings = new RunSettings { Retries = 2 },
        };

    [Binding]
    public sealed class Steps(ScenarioContext context)
    {
        [Given("it always fails")]
        public void Fails() => throw new InvalidOperationException($"attempt {context.Attempt}");

        [Given("it fails at first")]
        public void FailsAtFirst()
        {
            if (context.Attempt == 0)
                Fails();
        }

        [Given("two meanings")]
        public void One() => Assert.Equal(0, context.Attempt);

        [Given("two {word}")]
        public void Two(string word) => Assert.NotEmpty(word);

        [Given("pending work")]
        public void Pending() => throw new PendingStepException();

        [Given("nothing to do")]
        public void Skipped() => throw new ScenarioSkippedException("nothing to do");
    }
}
