using System.Net;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Tests.Execution;

namespace CertHarness.Gherkin.Tests.Binding;

public sealed class StepLibraryTests
{
    [Fact]
    public void All_bindings_that_cannot_be_used_are_reported_at_once()
    {
        var library = StepLibrary.Of(typeof(BadSteps), typeof(AbstractSteps), typeof(GoodSteps));
        Assert.Equal(
            [
                "AbstractSteps", "BadSteps.AsyncVoid", "BadSteps.BadExpression", "BadSteps.BadHook", "BadSteps.BadRegex", "BadSteps.Duplicate",
                "BadSteps.Hidden", "BadSteps.InstanceRunHook", "BadSteps.TooMany", "BadSteps.UnknownType",
            ],
            library.Errors.Select(e => e.Where).Order(StringComparer.Ordinal));
        Assert.Contains(library.Errors, e => e.Message.Contains("{unknown}\n^-------^", StringComparison.Ordinal));
        Assert.NotEmpty(library.StepDefinitions);
    }

    [Fact]
    public async Task Arguments_become_what_the_method_takes()
    {
        var run = new RunFixture(
            """
            Feature: F
              Scenario: S
                Given numbers 1.5, -2 and 12345678901
                And a colour Dark blue
                And the address "127.0.0.1"
                And perhaps
                And perhaps 5
                And in 3 days
                And the flight LHR-CDG
                And the points
                  | x | y |
                  | 1 | 2 |
                And the text
                  ```json
                  {}
                  ```
                And the lines
                  ```
                  a
                  b
                  ```
            """,
            typeof(GoodSteps));
        Assert.Empty(run.Library.Errors);
        var summary = await run.RunAsync();
        Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.StackTrace)));
        Assert.Equal(
            ["1.5 -2 12345678901", "DarkBlue", "127.0.0.1", "none", "5", "3.00:00:00", "LHR to CDG", "1/2", "json {}", "a\nb"], run.Trace.Lines);
    }

    [Theory]
    [InlineData("Given numbers 1.5, 99999999999 and 1", "cannot become the Int32 'b'")]
    [InlineData("Given a colour pink", "'pink' is none of Red, DarkBlue")]
    [InlineData("Given the text", "takes a doc string under the step, and there is none")]
    [InlineData("Given perhaps\n  | a |", "takes no table")]
    [InlineData("Given the points\n  ```\n  x\n  ```", "takes a table, not a doc string")]
    public async Task A_step_that_does_not_fit_its_method_fails_with_the_reason(string step, string reason)
    {
        var run = new RunFixture($"Feature: F\n  Scenario: S\n  {step}\n", typeof(GoodSteps));
        var scenario = run.Suite.Scenarios[0];
        Assert.Contains(reason, run.Library.Match(scenario, scenario.Steps[0]).Problem, StringComparison.Ordinal);
        await run.RunAsync();
        Assert.Contains(reason, Assert.Single(run.Exceptions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_takes_steps_of_its_keyword_only_and_the_nearest_one_is_found()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    When the text\n    Given the addres \"1\"\n    Given something else entirely\n    * perhaps\n", typeof(GoodSteps));
        var scenario = run.Suite.Scenarios[0];
        Assert.Equal(
            [MatchKind.Undefined, MatchKind.Undefined, MatchKind.Undefined, MatchKind.Bound],
            scenario.Steps.Select(s => run.Library.Match(scenario, s).Kind));
        Assert.Equal(["the text", "the address {string}", null], scenario.Steps.Take(3).Select(s => run.Library.Nearest(s)?.Expression));
        Assert.EndsWith("StepLibraryTests.cs", run.Library.StepDefinitions[0].SourceFile, StringComparison.Ordinal);
        Assert.True(run.Library.StepDefinitions[0].SourceLine > 0);
    }

    [Fact]
    public void Snippets_guess_the_parameters()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    When 8 of \"a\" cost 1.5 (net)\n      | x |\n", typeof(GoodSteps));
        var snippets = run.Library.Snippets(run.Suite.Scenarios[0].Steps[0]);
        Assert.Equal(
            """
            [When("{int} of {string} cost {float} \\(net)")]
            public void WhenIntOfStringCostFloatNet(int number1, string text2, float number3, DataTable table)
            {
                throw new PendingStepException();
            }
            """,
            snippets[0]);
    }

    [Fact]
    public void A_scoped_definition_goes_before_one_for_all()
    {
        var run = new RunFixture("Feature: F\n  @special\n  Scenario: A\n    Given it\n  Scenario: B\n    Given it\n", typeof(ScopedSteps));
        Assert.Empty(run.Library.Errors);
        Assert.Equal(["Special", "General"], run.Suite.Scenarios.Select(s => run.Library.Match(s, s.Steps[0]).Definition!.Method.Name));
    }

    [Fact]
    public void Unused_definitions_are_found()
    {
        var run = new RunFixture("Feature: F\n  Scenario: A\n    Given perhaps\n", typeof(GoodSteps));
        var unused = run.Library.Unused(run.Suite.Scenarios);
        Assert.Equal(run.Library.StepDefinitions.Count - 1, unused.Count);
        Assert.DoesNotContain(unused, d => d.Method.Name == nameof(GoodSteps.Perhaps));
    }

    [Fact]
    public void Any_awaitable_is_waited_for()
    {
        var library = StepLibrary.Of(typeof(AwaitableSteps));
        Assert.Empty(library.Errors);
        var steps = new AwaitableSteps();
        var pending = library.StepDefinitions.Select(d => d.Bound.Call(steps, [])).ToList();
        Assert.All(pending, p => Assert.False(p.IsCompleted));
        steps.Source.SetException(new InvalidOperationException("later"));
        Assert.All(pending, p => Assert.Equal("later", Assert.Throws<InvalidOperationException>(() => p.AsTask().GetAwaiter().GetResult()).Message));
    }

    public enum Colour
    {
        Red,
        DarkBlue,
    }

    public sealed record Flight(string From, string To);

    public sealed record Point(int X, int Y);

    [Binding]
    public sealed class GoodSteps(Trace trace)
    {
        [StepArgumentTransformation("([A-Z]{3})-([A-Z]{3})", Name = "flight")]
        public static Flight ToFlight(string from, string to) => new(from, to);

        [StepArgumentTransformation(@"in (\d+) days")]
        public TimeSpan InDays(int days) => TimeSpan.FromDays(days);

        [StepArgumentTransformation]
        public IReadOnlyList<Point> Points(DataTable table) => [.. table.Rows.Select(r => new Point(int.Parse(r["x"]), int.Parse(r["y"])))];

        [StepArgumentTransformation]
        public string[] Lines(string text) => text.Split('\n');

        [Given("numbers {float}, {int} and {long}")]
        public void Numbers(decimal a, int b, long c) => trace.Add(FormattableString.Invariant($"{a} {b} {c}"));

        [Given("a colour {}")]
        public void Colours(Colour colour) => trace.Add(colour.ToString());

        [Given("the address {string}")]
        public void Address(IPAddress address) => trace.Add(address.ToString());

        [Given(@"perhaps( \d+)?$")]
        public void Perhaps(int? number) => trace.Add(number?.ToString() ?? "none");

        [Given("^(in .*)$")]
        public void When(TimeSpan span) => trace.Add(span.ToString());

        [Given("the flight {flight}")]
        public void TheFlight(Flight flight) => trace.Add($"{flight.From} to {flight.To}");

        [Given("the points")]
        public void ThePoints(IReadOnlyList<Point> points) => trace.Add($"{points[0].X}/{points[0].Y}");

        [Given("the text")]
        public void TheText(DocString text) => trace.Add($"{text.MediaType} {text}");

        [Given("the lines")]
        public void TheLines(string[] lines) => trace.Add(string.Join('\n', lines));
    }

    [Binding]
    public sealed class BadSteps
    {
        [Given("{unknown}")]
        public void UnknownType(string a) => Assert.NotNull(a);

        [Given("an (unclosed")]
        public void BadExpression()
        {
        }

        [Given("^a ($")]
        public void BadRegex()
        {
        }

        [Given("no arguments")]
        public void TooMany(int a, int b) => Assert.NotEqual(a, b);

        [Given("nothing")]
        public async void AsyncVoid() => await Task.Yield();

        [Given("hidden")]
        internal void Hidden()
        {
        }

        [BeforeTestRun]
        public void InstanceRunHook()
        {
        }

        [BeforeScenario("@a and")]
        public void BadHook()
        {
        }

        [Given("twice")]
        public void Original()
        {
        }

        [StepDefinition("twice")]
        public void Duplicate()
        {
        }
    }

    [Binding]
    public abstract class AbstractSteps;

    [Binding]
    public sealed class ScopedSteps
    {
        [Given("it")]
        public void General()
        {
        }

        [Given("it")]
        [Scope(Tag = "@special")]
        public void Special()
        {
        }
    }

    [Binding]
    public sealed class AwaitableSteps
    {
        public TaskCompletionSource<int> Source { get; } = new();

        [Given("a task")]
        public Task<int> ATask() => Source.Task;

        [Given("a value task")]
        public ValueTask<int> AValueTask() => new(Source.Task);

        [Given("something else")]
        public Awaitable SomethingElse() => new(Source.Task);
    }

    public sealed class Awaitable(Task task)
    {
        public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => task.GetAwaiter();
    }
}
