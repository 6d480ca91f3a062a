using CertHarness.Runner.Runs;
using CsCheck;

namespace CertHarness.Runner.Tests;

public sealed class IsolationTests
{
    [Fact]
    public void A_token_is_short_and_fit_for_client_identifiers() => Gen.String.Select(Gen.String).Sample((scenario, run) =>
    {
        var token = ScenarioServices.IsolationOf(scenario, run).Token;

        Assert.InRange(token.Length, 1, 12);
        Assert.All(token, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
    });

    [Fact]
    public void Scenarios_and_runs_have_tokens_of_their_own()
    {
        var tokens =
            from run in Enumerable.Range(0, 20)
            from scenario in Enumerable.Range(0, 500)
            select ScenarioServices.IsolationOf($"mqtt/wills-{scenario}", $"run-{run}").Token;

        Assert.Equal(10_000, tokens.Distinct().Count());
    }
}
