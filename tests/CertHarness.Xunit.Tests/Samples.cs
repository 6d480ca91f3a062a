namespace CertHarness.Xunit.Tests;

/// <summary>Tests that are run only by <see cref="SampleRun"/>, in a process of its own: most of them do not pass.</summary>
public sealed class Samples(LampHost host) : IClassFixture<LampHost>
{
    [Scenarios("features/lamps/*.feature", Explicit = true)]
    public Task Scenario(ScenarioTest scenario) => host.RunAsync(scenario);

    [Scenarios("features/lamps/**", Only = "@nobody", Explicit = true, SkipTestWithoutData = true)]
    public Task None(ScenarioTest scenario) => host.RunAsync(scenario);
}

/// <summary>Files that cannot be read.</summary>
public sealed class BrokenSamples(LampHost host) : IClassFixture<LampHost>
{
    [Scenarios("features/broken/*.feature", Explicit = true)]
    public Task Broken(ScenarioTest scenario) => host.RunAsync(scenario);

    [Scenarios("features/nowhere/*.feature", Explicit = true)]
    public Task Missing(ScenarioTest scenario) => host.RunAsync(scenario);
}
