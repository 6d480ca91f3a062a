using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Qualifying;

namespace CertHarness.Runner.Tests.Qualifying;

public sealed class MutantJudgementTests
{
    [Theory]
    [InlineData(new[] { Verdict.Pass, Verdict.Fail, Verdict.Inconclusive }, MutantOutcome.Killed)]
    [InlineData(new[] { Verdict.Pass, Verdict.Pass }, MutantOutcome.Survived)]
    [InlineData(new[] { Verdict.Pass, Verdict.NotApplicable }, MutantOutcome.Survived)]
    [InlineData(new[] { Verdict.NotApplicable }, MutantOutcome.Survived)]
    [InlineData(new[] { Verdict.Pass, Verdict.Inconclusive }, MutantOutcome.Undecided)]
    [InlineData(new[] { Verdict.Fail, Verdict.Error }, MutantOutcome.Undecided)]
    [InlineData(new Verdict[0], MutantOutcome.Undecided)]
    public void Only_a_failure_kills(Verdict[] verdicts, MutantOutcome expected) =>
        Assert.Equal(expected, MutantJudgement.Of("forgets", [.. verdicts.Select(v => Result(v))]).Outcome);

    [Fact]
    public void A_scenario_that_did_not_run_decides_nothing() =>
        Assert.Equal(MutantOutcome.Undecided, MutantJudgement.Of("forgets", [Result(Verdict.Pass), null]).Outcome);

    [Fact]
    public void A_kill_tells_what_was_found_and_where()
    {
        var killed = MutantJudgement.Of("forgets", [Result(Verdict.Pass), Result(Verdict.Fail, "Later", new Finding("Then it is there", 3, "\"on\"", "nothing", null, "…"))]);

        Assert.Equal("Later", killed.Scenario);
        Assert.Equal("expected \"on\"; observed nothing", killed.Message);
    }

    private static ScenarioResult Result(Verdict verdict, string name = "A scenario", Finding? finding = null) => new()
    {
        Scenario = new PlannedScenario("mqtt/x-1", name, "Feature", null, "mqtt/x.feature", 1, []),
        Verdict = verdict,
        Finding = finding,
    };
}
