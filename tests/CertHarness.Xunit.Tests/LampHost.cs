using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Xunit.Tests;

/// <summary>What a user writes: a host with its services.</summary>
public sealed class LampHost : ScenarioHost
{
    protected override void Configure(IServiceCollection services) => services.AddScoped<Lamps>();
}

public sealed class Lamps
{
    public int Count { get; set; }
}

[Binding]
public sealed class LampSteps(Lamps lamps, ScenarioContext context)
{
    private static int s_runs;

    [BeforeTestRun]
    public static void BeforeRun() => Assert.Equal(1, Interlocked.Increment(ref s_runs));

    [Given("{int} lamp(s)")]
    public void Given(int count) => lamps.Count += count;

    [Then("{int} lamp(s) shine(s)")]
    public void Shine(int count) => Assert.Equal(count, lamps.Count);

    [Given("a dark city")]
    public void Dark() => throw new ScenarioSkippedException("no lamp here");

    [Given("a step to be written")]
    public void Pending() => throw new PendingStepException();

    [Given("two meanings")]
    public void One() => lamps.Count = 1;

    [Given("two {word}")]
    public void Two(string word) => lamps.Count = word.Length;

    [Given("a picture")]
    public void Picture()
    {
        context.Attach([1, 2, 3], "image/png", "lamp.png");
        context.Log("a line of a log");
    }
}
