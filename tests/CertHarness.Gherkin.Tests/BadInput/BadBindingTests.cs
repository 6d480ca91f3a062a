using System.Reflection;
using System.Reflection.Emit;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Tests.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Tests.BadInput;

public sealed class BadBindingTests
{
    [Theory]
    [InlineData("a moody 7", "InvalidOperationException: not today")]
    [InlineData("the speed 99999999999 km/h", "OverflowException: ")]
    [InlineData("a fuse of 16 A", "the fuse is blown")]
    public async Task A_parameter_that_throws_fails_its_step_and_harms_no_other_scenario(string step, string message)
    {
        var run = new RunFixture($"Feature: F\n  Scenario: S\n    Given {step}\n    Then fine\n  Scenario: T\n    Then fine\n", typeof(ThrowingParameters));
        Assert.Empty(run.Library.Errors);
        await run.RunAsync();
        Assert.Equal(["FAILED", "SKIPPED", "PASSED"], run.Statuses);
        Assert.Contains(message, Assert.Single(run.Exceptions).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+b")]
    [InlineData("a knot of xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx!", "(x+)+y")]
    public async Task An_expression_that_finds_no_end_fails_its_step_by_name_and_harms_no_other_scenario(string step, string expression)
    {
        var run = new RunFixture($"Feature: F\n  Scenario: S\n    Given {step}\n  Scenario: T\n    Then fine\n", typeof(Endless), typeof(ThrowingParameters));
        Assert.Empty(run.Library.Errors);
        await run.RunAsync();
        Assert.Equal(["FAILED", "PASSED"], run.Statuses);
        Assert.Contains(expression, Assert.Single(run.Exceptions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_that_need_each_other_are_refused_and_the_rest_works()
    {
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given an egg\n", typeof(Cyclic));
        Assert.Equal(
            ["Cyclic.Egg: Text cannot become a Hen; take a string.", "Cyclic.Hen: Text cannot become a Egg; take a string."],
            run.Library.Errors.Select(e => $"{e.Where}: {e.Message}").Order(StringComparer.Ordinal));
        Assert.True((await run.RunAsync()).Success);
    }

    [Fact]
    public async Task Step_classes_that_need_each_other_fail_the_step_and_harm_no_other_scenario()
    {
        var run = new RunFixture(
            "Feature: F\n  Scenario: S\n    Given a hen house\n  Scenario: T\n    Then fine\n", typeof(HenHouse), typeof(EggBox), typeof(ThrowingParameters));
        run.With(s => s.AddGherkin(run.Library));
        await run.RunAsync();
        Assert.Equal(["FAILED", "PASSED"], run.Statuses);
        Assert.Contains("circular dependency", Assert.Single(run.Exceptions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_step_in_two_assemblies_is_told_with_both_and_is_ambiguous()
    {
        var library = StepLibrary.Scan(Plugin("Lamps.One", "a lamp", "one thing"), Plugin("Lamps.Two", "a lamp", "another thing"));
        var error = Assert.Single(library.Errors);
        Assert.Equal("\"a lamp\" is also defined by LampSteps.Step0 (assemblies Lamps.One and Lamps.Two); every step that it matches is ambiguous.", error.Message);
        var suite = FeatureSuite.Parse([new FeatureSource("a.feature", "Feature: F\n  Scenario: S\n    Given a lamp\n  Scenario: T\n    Given one thing\n    And another thing\n")]);
        var sink = new MemorySink();
        await using var root = new ServiceCollection().AddGherkin(library).BuildServiceProvider();
        var summary = await new SuiteRunner(library, root, sink, new RunSettings()).RunAsync(suite, suite.Scenarios, CancellationToken.None);
        Assert.Equal([Wire.TestStepResultStatus.AMBIGUOUS, Wire.TestStepResultStatus.PASSED], summary.Outcomes.Select(o => o.Status));
        var candidates = sink.Of(e => e.TestCase).First().TestSteps[0].StepDefinitionIds;
        Assert.Equal(2, candidates.Distinct().Count());
    }

    [Fact]
    public async Task Work_that_a_step_leaves_behind_can_attach_nothing_and_fail_nobody()
    {
        var left = new LeftBehind();
        var run = new RunFixture("Feature: F\n  Scenario: S\n    Given work left behind\n  Scenario: T\n    Given it comes back\n", typeof(LeavingSteps))
            .With(s => s.AddSingleton(left));
        var summary = await run.RunAsync();
        Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.Message)));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => left.Work!);
        Assert.Equal("The scenario 'S' is over; nothing can be attached to it.", error.Message);
        Assert.Empty(run.Sink.Of(e => e.Attachment));
    }

    private static AssemblyBuilder Plugin(string name, params string[] steps)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule(name).DefineType("LampSteps", TypeAttributes.Public | TypeAttributes.Class);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(BindingAttribute).GetConstructor([])!, []));
        var given = typeof(GivenAttribute).GetConstructor([typeof(string), typeof(string), typeof(int)])!;
        for (var i = 0; i < steps.Length; i++)
        {
            var method = type.DefineMethod($"Step{i}", MethodAttributes.Public, typeof(void), []);
            method.SetCustomAttribute(new CustomAttributeBuilder(given, [steps[i], "", 0]));
            method.GetILGenerator().Emit(OpCodes.Ret);
        }

        type.CreateType();
        return assembly;
    }

    public readonly record struct Mood(int Value) : IParsable<Mood>
    {
        public static Mood Parse(string s, IFormatProvider? provider) => throw new InvalidOperationException("not today");

        public static bool TryParse(string? s, IFormatProvider? provider, out Mood result) => throw new InvalidOperationException("not today");
    }

    public sealed record Speed(int Value);

    public sealed record Fuse(int Value);

    public sealed record Hen(int Age);

    public sealed record Egg(int Size);

    public sealed class LeftBehind
    {
        public TaskCompletionSource Back { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task? Work { get; set; }
    }

    [Binding]
    public sealed class ThrowingParameters
    {
        [StepArgumentTransformation(@"(\d+) km/h", Name = "speed")]
        public static Speed ToSpeed(int value) => new(value);

        [StepArgumentTransformation(@"(\d+) A", Name = "fuse")]
        public static Fuse ToFuse(int value) => throw new InvalidOperationException($"the fuse is blown at {value}");

        [Given("a moody {int}")]
        public void Moody(Mood mood) => Assert.Fail($"{mood} cannot be.");

        [Given("the speed {speed}")]
        public void SpeedOf(Speed speed) => Assert.Fail($"{speed} cannot be.");

        [Given("a fuse of {fuse}")]
        public void FuseOf(Fuse fuse) => Assert.Fail($"{fuse} cannot be.");

        [Then("fine")]
        public void Fine()
        {
        }
    }

    [Binding]
    public sealed class Cyclic
    {
        [StepArgumentTransformation]
        public static Hen Hen(Egg egg) => new(egg.Size);

        [StepArgumentTransformation]
        public static Egg Egg(Hen hen) => new(hen.Age);

        [Given("an egg")]
        public void Any()
        {
        }
    }

    [Binding]
    public sealed class HenHouse(EggBox eggs)
    {
        [Given("a hen house")]
        public void House() => Assert.NotNull(eggs);
    }

    [Binding]
    public sealed class EggBox(HenHouse house)
    {
        [Given("an egg box")]
        public void Box() => Assert.NotNull(house);
    }

    [Binding]
    public sealed class LeavingSteps(LeftBehind left, ScenarioContext context)
    {
        [Given("work left behind")]
        public void Leave() => left.Work = LaterAsync();

        [Given("it comes back")]
        public async Task ComeBack()
        {
            left.Back.SetResult();
            await Task.WhenAny(left.Work!);
        }

        private async Task LaterAsync()
        {
            await left.Back.Task;
            context.Log("am I late?");
        }
    }

    [Binding]
    public sealed class Endless
    {
        [Given("^(a+)+b$")]
        public void Given(string all) => _ = all;

        [Given("a knot of {knot}")]
        public void Knot(string knot) => _ = knot;

        [StepArgumentTransformation("(x+)+y", Name = "knot")]
        public string Untie(string knot) => knot;
    }
}
