using CertHarness.Runner.Runs;
using CsCheck;

namespace CertHarness.Runner.Tests;

public sealed class IsolationTests
{
    [Fact]
    public void A_token_is_short_and_fit_for_client_identifiers() => Gen.String.Select(Gen.String).Sample((scenario, run) =>
    {
        var token = ScenarioServices.IsolationOf(scenario, run, 1).Token;

        Assert.InRange(token.Length, 1, 12);
        Assert.All(token, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
    });

    [Fact]
    public void Scenarios_and_runs_have_tokens_of_their_own()
    {
        var tokens =
            from run in Enumerable.Range(0, 20)
            from scenario in Enumerable.Range(0, 500)
            select ScenarioServices.IsolationOf($"mqtt/wills-{scenario}", $"run-{run}", 1).Token;

        Assert.Equal(10_000, tokens.Distinct().Count());
    }

    [Fact]
    public void The_seed_depends_on_the_runs_seed_and_the_scenario_but_not_on_the_run()
    {
        var one = ScenarioServices.IsolationOf("mqtt/wills-1", "monday", 1).Seed;

        Assert.Equal(one, ScenarioServices.IsolationOf("mqtt/wills-1", "tuesday", 1).Seed);
        Assert.NotEqual(one, ScenarioServices.IsolationOf("mqtt/wills-1", "monday", 2).Seed);
        Assert.NotEqual(one, ScenarioServices.IsolationOf("mqtt/wills-2", "monday", 1).Seed);
    }
}
