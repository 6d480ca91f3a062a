using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Tests.Compatibility;

/// <summary>What the samples of the compatibility kit ask for, one class for each sample.</summary>
public static class SampleSteps
{
    public static IReadOnlyDictionary<string, Type> BySample { get; } = new Dictionary<string, Type>
    {
        ["all-statuses"] = typeof(Statuses),
        ["ambiguous"] = typeof(Ambiguous),
        ["attachments"] = typeof(Attachments),
        ["backgrounds"] = typeof(Orders),
        ["cdata"] = typeof(Cdata),
        ["data-tables"] = typeof(DataTables),
        ["doc-strings"] = typeof(DocStrings),
        ["empty"] = typeof(Nothing),
        ["examples-tables"] = typeof(Eating),
        ["examples-tables-attachment"] = typeof(Images),
        ["examples-tables-undefined"] = typeof(EatingAlone),
        ["examples-tables-undefined-multiple"] = typeof(EatingAlone),
        ["failedish-combinations"] = typeof(Statuses),
        ["global-hooks"] = typeof(GlobalHooks),
        ["global-hooks-afterall-error"] = typeof(GlobalHooksAfterError),
        ["global-hooks-attachments"] = typeof(GlobalHooksAttachments),
        ["global-hooks-beforeall-error"] = typeof(GlobalHooksBeforeError),
        ["hooks"] = typeof(Hooks),
        ["hooks-attachment"] = typeof(HooksAttachment),
        ["hooks-conditional"] = typeof(HooksConditional),
        ["hooks-named"] = typeof(HooksNamed),
        ["hooks-skipped"] = typeof(HooksSkipped),
        ["hooks-undefined"] = typeof(HooksUndefined),
        ["minimal"] = typeof(Minimal),
        ["multiple-features"] = typeof(Order),
        ["multiple-features-reversed"] = typeof(Order),
        ["parameter-types"] = typeof(ParameterTypes),
        ["pending"] = typeof(Pending),
        ["pending-exception"] = typeof(PendingException),
        ["regular-expression"] = typeof(RegularExpressions),
        ["retry"] = typeof(Retry),
        ["retry-ambiguous"] = typeof(RetryAmbiguous),
        ["retry-pending"] = typeof(RetryPending),
        ["retry-undefined"] = typeof(Nothing),
        ["rules"] = typeof(Rules),
        ["rules-backgrounds"] = typeof(Orders),
        ["skipped"] = typeof(Skipped),
        ["skipped-exception"] = typeof(SkippedException),
        ["skipped-failing-hook"] = typeof(SkippedFailingHook),
        ["stack-traces"] = typeof(StackTraces),
        ["test-run-exception"] = typeof(Unharmed),
        ["undefined"] = typeof(Undefined),
        ["undefined-multiple"] = typeof(Undefined),
        ["unknown-parameter-type"] = typeof(UnknownParameterType),
        ["unused-steps"] = typeof(Unused),
    };

    [Binding]
    public sealed class Nothing;

    [Binding]
    public sealed class Unharmed
    {
        [Given("a step")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class Statuses
    {
        [Given("^a step$")]
        public void Step()
        {
        }

        [Given("^a failing step$")]
        public void Failing() => throw new InvalidOperationException("whoops");

        [Given("^a pending step$")]
        public void Pending() => throw new PendingStepException();

        [Given("^a skipped step$")]
        public void Skipped() => throw new ScenarioSkippedException("not now");

        [Given("^an ambiguous (.*?)$")]
        public void One(string what) => Assert.NotNull(what);

        [Given("^(.*?) ambiguous step$")]
        public void Other(string what) => Assert.NotNull(what);
    }

    [Binding]
    public sealed class Ambiguous
    {
        [Given("^a (.*?) with (.*?)$")]
        public void First(string a, string b) => Assert.NotEqual(a, b);

        [Given("^a step with (.*?)$")]
        public void Second(string a) => Assert.NotNull(a);
    }

    [Binding]
    public sealed class Attachments(ScenarioContext context)
    {
        [When("the string {string} is attached as {string}")]
        public void Text(string text, string mediaType) => context.Attach(text, mediaType);

        [When("the string {string} is logged")]
        public void Log(string text) => context.Log(text);

        [When("text with ANSI escapes is logged")]
        public void Colours() => context.Log(
            "This displays a \u001b[31mr\u001b[0m\u001b[91ma\u001b[0m\u001b[33mi\u001b[0m\u001b[32mn\u001b[0m\u001b[34mb\u001b[0m\u001b[95mo\u001b[0m\u001b[35mw\u001b[0m");

        [When("the following string is attached as {string}:")]
        public void Block(string mediaType, string text) => context.Attach(text, mediaType);

        [When("an array with {int} bytes is attached as {string}")]
        public void Bytes(int size, string mediaType) => context.Attach([.. Enumerable.Range(0, size).Select(i => (byte)i)], mediaType);

        [When("a PDF document is attached and renamed")]
        public void Document() => context.Attach(CompatibilityKit.Content("attachments", "document.pdf"), "application/pdf", "renamed.pdf");

        [When("a link to {string} is attached")]
        public void Link(Uri target) => context.Link(target);

        [When("the string {string} is attached as {string} before a failure")]
        public void Fail(string text, string mediaType)
        {
            context.Attach(text, mediaType);
            throw new InvalidOperationException("whoops");
        }
    }

    [Binding]
    public sealed class Orders
    {
        [Given("an order for {string}")]
        public void Given(string what) => Assert.NotNull(what);

        [When("an action")]
        public void Action()
        {
        }

        [Then("an outcome")]
        public void Outcome()
        {
        }
    }

    [Binding]
    public sealed class Order
    {
        [Given("an order for {string}")]
        public void Given(string what) => Assert.NotNull(what);
    }

    [Binding]
    public sealed class Cdata
    {
        [Given("I have {int} <![CDATA[cukes]]> in my belly")]
        public void Cukes(int count) => Assert.NotEqual(0, count);
    }

    [Binding]
    public sealed class Minimal
    {
        [Given("I have {int} cukes in my belly")]
        public void Cukes(int count) => Assert.NotEqual(0, count);
    }

    [Binding]
    public sealed class DataTables
    {
        private DataTable? _transposed;

        [When("the following table is transposed:")]
        public void Transpose(DataTable table) => _transposed = table.Transpose();

        [Then("it should be:")]
        public void ShouldBe(DataTable expected) => Assert.Equal(expected.AsStrings(), _transposed!.AsStrings());
    }

    [Binding]
    public sealed class DocStrings
    {
        [Given("a doc string:")]
        public void Text(string text) => Assert.NotEmpty(text);
    }

    [Binding]
    public sealed class Eating
    {
        private int _count;
        private int _friends;

        [Given("there are {int} cucumbers")]
        public void Cucumbers(int count) => _count = count;

        [Given("there are {int} friends")]
        public void Friends(int friends) => _friends = friends;

        [When("I eat {int} cucumbers")]
        public void Eat(int count) => _count -= count;

        [Then("I should have {int} cucumbers")]
        public void Have(int count) => Same(count, _count);

        [Then("each person can eat {int} cucumbers")]
        public void Each(int share) => Same(share, _count / (1 + _friends));

        private static void Same(int expected, int actual)
        {
            // The wording that the golden messages have.
            if (expected != actual)
                throw new InvalidOperationException($"Expected values to be strictly equal:\n\n{actual} !== {expected}\n");
        }
    }

    [Binding]
    public sealed class EatingAlone
    {
        private int _count;

        [Given("there are {int} cucumbers")]
        public void Cucumbers(int count) => _count = count;

        [When("I eat {int} cucumbers")]
        public void Eat(int count) => _count -= count;

        [Then("I should have {int} cucumbers")]
        public void Have(int count) => Assert.Equal(count, _count);
    }

    [Binding]
    public sealed class Images(ScenarioContext context)
    {
        [When("a JPEG image is attached")]
        public void Jpeg() => context.Attach(CompatibilityKit.Content("examples-tables-attachment", "cucumber.jpeg"), "image/jpeg");

        [When("a PNG image is attached")]
        public void Png() => context.Attach(CompatibilityKit.Content("examples-tables-attachment", "cucumber.png"), "image/png");
    }

    [Binding]
    public sealed class GlobalHooks
    {
        [BeforeTestRun]
        public static void Before1()
        {
        }

        [BeforeTestRun]
        public static void Before2()
        {
        }

        [AfterTestRun]
        public static void After1()
        {
        }

        [AfterTestRun]
        public static void After2()
        {
        }

        [When("a step passes")]
        public void Passes()
        {
        }

        [When("a step fails")]
        public void Fails() => throw new InvalidOperationException("Exception in step");
    }

    [Binding]
    public sealed class GlobalHooksAfterError
    {
        [BeforeTestRun]
        public static void Before1()
        {
        }

        [BeforeTestRun]
        public static void Before2()
        {
        }

        [AfterTestRun]
        public static void After1()
        {
        }

        [AfterTestRun]
        public static void After2() => throw new InvalidOperationException("AfterAll hook went wrong");

        [AfterTestRun]
        public static void After3()
        {
        }

        [When("a step passes")]
        public void Passes()
        {
        }
    }

    [Binding]
    public sealed class GlobalHooksBeforeError
    {
        [BeforeTestRun]
        public static void Before1()
        {
        }

        [BeforeTestRun]
        public static void Before2() => throw new InvalidOperationException("BeforeAll hook went wrong");

        [BeforeTestRun]
        public static void Before3()
        {
        }

        [AfterTestRun]
        public static void After1()
        {
        }

        [AfterTestRun]
        public static void After2()
        {
        }

        [When("a step passes")]
        public void Passes()
        {
        }
    }

    [Binding]
    public sealed class GlobalHooksAttachments
    {
        [BeforeTestRun]
        public static void Before(TestRunContext context) => context.Attach("Attachment from BeforeAll hook", "text/plain");

        [AfterTestRun]
        public static void After(TestRunContext context) => context.Attach("Attachment from AfterAll hook", "text/plain");

        [When("a step passes")]
        public void Passes()
        {
        }
    }

    [Binding]
    public sealed class Hooks
    {
        [BeforeScenario]
        public void Before()
        {
        }

        [AfterScenario]
        public void After()
        {
        }

        [When("a step passes")]
        public void Passes()
        {
        }

        [When("a step fails")]
        public void Fails() => throw new InvalidOperationException("Exception in step");
    }

    [Binding]
    public sealed class HooksNamed
    {
        [BeforeScenario]
        public void Before()
        {
        }

        [AfterScenario]
        public void After()
        {
        }

        [When("a step passes")]
        public void Passes()
        {
        }
    }

    [Binding]
    public sealed class HooksUndefined
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
    public sealed class HooksAttachment(ScenarioContext context)
    {
        [BeforeScenario]
        public void Before() => context.Attach(CompatibilityKit.Content("hooks-attachment", "cucumber.svg"), "image/svg+xml");

        [AfterScenario]
        public void After() => context.Attach(CompatibilityKit.Content("hooks-attachment", "cucumber.svg"), "image/svg+xml");

        [When("a step passes")]
        public void Passes()
        {
        }
    }

    [Binding]
    public sealed class HooksConditional
    {
        [BeforeScenario("@passing-hook")]
        public Task Before() => Task.CompletedTask;

        [BeforeScenario("@fail-before")]
        public void FailBefore() => throw new InvalidOperationException("Exception in conditional hook");

        [AfterScenario("@fail-after")]
        public void FailAfter() => throw new InvalidOperationException("Exception in conditional hook");

        [AfterScenario("@passing-hook")]
        public Task After() => Task.CompletedTask;

        [When("a step passes")]
        public void Passes()
        {
        }
    }

    [Binding]
    public sealed class HooksSkipped
    {
        [BeforeScenario]
        public void Before1()
        {
        }

        [BeforeScenario("@skip-before")]
        public void SkipBefore() => throw new ScenarioSkippedException("not now");

        [BeforeScenario]
        public void Before2()
        {
        }

        [AfterScenario]
        public void After1()
        {
        }

        [AfterScenario("@skip-after")]
        public void SkipAfter() => throw new ScenarioSkippedException("not now");

        [AfterScenario]
        public void After2()
        {
        }

        [Given("a normal step")]
        public void Normal()
        {
        }

        [Given("a step that skips")]
        public void Skips() => throw new ScenarioSkippedException("not now");
    }

    [Binding]
    public sealed class ParameterTypes
    {
        [StepArgumentTransformation("([A-Z]{3})-([A-Z]{3})", Name = "flight")]
        public (string From, string To) Flight(string from, string to) => (from, to);

        [Given("{flight} has been delayed")]
        public void Delayed((string From, string To) flight) => Assert.Equal(("LHR", "CDG"), flight);
    }

    [Binding]
    public sealed class Pending
    {
        [Given("an implemented non-pending step")]
        public void Implemented()
        {
        }

        [Given("an implemented step that is skipped")]
        public void Skipped()
        {
        }

        [Given("an unimplemented pending step")]
        public void Unimplemented() => throw new PendingStepException();
    }

    [Binding]
    public sealed class PendingException
    {
        [Given("an unimplemented pending step")]
        public void Unimplemented() => throw new PendingStepException("TODO");
    }

    [Binding]
    public sealed class RegularExpressions
    {
        [Given("^a (.*?)(?: and a (.*?))?(?: and a (.*?))?$")]
        public void Vegetables(string first, string? second, string? third) => Assert.NotNull(first + second + third);
    }

    [Binding]
    public sealed class Retry(ScenarioContext context)
    {
        [Given("a step that always passes")]
        public void Passes()
        {
        }

        [Given("a step that passes the second time")]
        public void SecondTime() => PassFrom(1);

        [Given("a step that passes the third time")]
        public void ThirdTime() => PassFrom(2);

        [Given("a step that always fails")]
        public void Fails() => PassFrom(int.MaxValue);

        private void PassFrom(int attempt)
        {
            if (context.Attempt < attempt)
                throw new InvalidOperationException("Exception in step");
        }
    }

    [Binding]
    public sealed class RetryAmbiguous
    {
        [Given("an ambiguous step")]
        public void First()
        {
        }

        [Given("an ambiguous step")]
        public void Second()
        {
        }
    }

    [Binding]
    public sealed class RetryPending
    {
        [Given("a pending step")]
        public void Step() => throw new PendingStepException();
    }

    [Binding]
    public sealed class Rules
    {
        private readonly Stack<string> _stock = new();
        private int _money;
        private string? _chocolate;

        [Given("the customer has {int} cents")]
        public void Money(int money) => _money = money;

        [Given("there are chocolate bars in stock")]
        public void Stock() => _stock.Push("Mars");

        [Given("there are no chocolate bars in stock")]
        public void NoStock() => _stock.Clear();

        [When("the customer tries to buy a {int} cent chocolate bar")]
        public void Buy(int price)
        {
            if (_money >= price)
                _stock.TryPop(out _chocolate);
        }

        [Then("the sale should not happen")]
        public void NoSale() => Assert.Null(_chocolate);

        [Then("the sale should happen")]
        public void Sale() => Assert.NotNull(_chocolate);
    }

    [Binding]
    public sealed class Skipped
    {
        [Given("a step that does not skip")]
        public void DoesNotSkip()
        {
        }

        [Given("a step that is skipped")]
        public void IsSkipped()
        {
        }

        [Given("I skip a step")]
        public void Skip() => throw new ScenarioSkippedException("not now");
    }

    [Binding]
    public sealed class SkippedException
    {
        [Given("I skip a step")]
        public void Skip() => throw new ScenarioSkippedException("skipping");
    }

    [Binding]
    public sealed class SkippedFailingHook
    {
        [Given("a step that skips")]
        public void Skips() => throw new ScenarioSkippedException("not now");

        [AfterScenario]
        public void After() => throw new InvalidOperationException("whoops");
    }

    [Binding]
    public sealed class StackTraces
    {
        [When("a step throws an exception")]
        public void Throws() => throw new InvalidOperationException("BOOM");
    }

    [Binding]
    public sealed class Undefined
    {
        [Given("an implemented step")]
        public void Implemented()
        {
        }

        [Given("a step that will be skipped")]
        public void Skipped()
        {
        }
    }

    [Binding]
    public sealed class UnknownParameterType
    {
        [Given("{airport} is closed because of a strike")]
        public void Closed(string airport) => Assert.Fail(airport);
    }

    [Binding]
    public sealed class Unused
    {
        [Given("a step that is used")]
        public void Used()
        {
        }

        [Given("a step that is not used")]
        public void NotUsed()
        {
        }
    }
}
