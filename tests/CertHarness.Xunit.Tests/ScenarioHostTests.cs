using System.Reflection;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Xunit.Tests;

public sealed class ScenarioHostTests
{
    private static ScenarioTest Shining => new("features/lamps/*.feature", "lamps-5", null);

    [Fact]
    public async Task A_scenario_that_is_gone_since_discovery_is_told()
    {
        await using var host = new Host(typeof(ScenarioHostTests).Assembly);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.RunAsync(new ScenarioTest("features/lamps/*.feature", "lamps-999", null)));

        Assert.Contains("lamps-999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_step_classes_every_step_is_undefined_and_fails()
    {
        await using var host = new Host(typeof(StepLibrary).Assembly);

        var error = await Assert.ThrowsAsync<ScenarioFailedException>(() => host.RunAsync(Shining));

        Assert.StartsWith("Given 1 lamp (lamps.feature:6)\nNo step definition matches.", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Given(\"{int} lamp\")]", error.Message, StringComparison.Ordinal);
        Assert.Null(error.CauseType);
    }

    [Fact]
    public async Task A_service_that_is_missing_fails_the_scenario_and_is_named()
    {
        await using var host = new Host(typeof(LampSteps).Assembly);

        var error = await Assert.ThrowsAsync<ScenarioFailedException>(() => host.RunAsync(Shining));

        Assert.Contains(nameof(Lamps), error.Message, StringComparison.Ordinal);
        Assert.Equal(typeof(InvalidOperationException).FullName, error.CauseType);
    }

    private sealed class Host(Assembly steps) : ScenarioHost
    {
        protected override IReadOnlyList<Assembly> StepAssemblies => [steps];
    }
}
