using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Messages;
using CertHarness.Gherkin.Tests.Execution;

namespace CertHarness.Gherkin.Tests.BadInput;

public sealed class LargeInputTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task A_line_of_a_megabyte_is_a_step_like_any_other()
    {
        var text = new string('x', Megabyte);
        var run = new RunFixture($"Feature: F\n  Scenario: {text}\n    Given a text \"{text}\"\n    And a table\n      | {text} |\n", typeof(LargeSteps));
        var summary = await run.RunAsync();
        Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.Message)));
        Assert.Equal([$"text of {Megabyte}", $"cell of {Megabyte}"], run.Trace.Lines);
        using var stream = new MemoryStream();
        using (var writer = new NdjsonWriter(stream))
            run.Sink.Envelopes.ForEach(writer.Write);
        Assert.Equal(run.Sink.Envelopes.Count, new NdjsonReader(new MemoryStream(stream.ToArray())).ReadAll().Count());
    }

    [Theory]
    [InlineData("a text \"")]
    [InlineData("a text '\\\\\\\\")]
    [InlineData("nobody knows ")]
    [InlineData("1 ")]
    public async Task A_megabyte_that_nobody_knows_is_undefined_and_gets_its_snippet(string start)
    {
        var run = new RunFixture($"Feature: F\n  Scenario: S\n    Given {start}{string.Concat(Enumerable.Repeat("ab 1 ", Megabyte / 5))}\n  Scenario: T\n    Given a text \"x\"\n", typeof(LargeSteps));
        await run.RunAsync();
        Assert.Equal(["UNDEFINED", "PASSED"], run.Statuses);
        Assert.StartsWith("[Given(", Assert.Single(run.Sink.Of(e => e.Suggestion)).Snippets[0].Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_megabyte_without_sense_is_an_error_with_its_line()
    {
        var suite = FeatureSuite.Parse([new FeatureSource("bad.feature", $"Feature: F\n  Scenario: S\n    Given x\n    {new string('y', Megabyte)}\n")]);
        Assert.Equal(4, Assert.Single(suite.Errors).Line);
    }

    [Fact]
    public async Task An_outline_of_a_hundred_thousand_rows_gives_as_many_scenarios()
    {
        const int rows = 100_000;
        var run = new RunFixture(
            "Feature: F\n  Scenario Outline: S\n    Given the number <n>\n    Examples:\n      | n |\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"      | {i} |\n")),
            typeof(LargeSteps));
        var summary = await run.RunAsync();
        Assert.Equal(rows, summary.Count(Wire.TestStepResultStatus.PASSED));
        Assert.Equal(rows, run.Suite.Scenarios.Select(s => s.Key).Distinct().Count());
        Assert.Equal(rows, run.Sink.Of(e => e.TestCaseFinished).Count());
    }

    [Binding]
    public sealed class LargeSteps(Trace trace)
    {
        [Given("a text {string}")]
        public void Text(string text) => trace.Add($"text of {text.Length}");

        [Given("a table")]
        public void Table(DataTable table) => trace.Add($"cell of {table.Header[0].Length}");

        [Given("the number {int}")]
        public void Number(int number) => Assert.True(number >= 0, "The number is negative.");
    }
}
