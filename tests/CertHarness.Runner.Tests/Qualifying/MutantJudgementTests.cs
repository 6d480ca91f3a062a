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
        Assert.Equal(expected, Of([.. verdicts.Select(v => Result(v))]).Outcome);

    [Fact]
    public void A_scenario_that_did_not_run_decides_nothing() =>
        Assert.Equal(MutantOutcome.Undecided, Of([Result(Verdict.Pass), null]).Outcome);

    [Fact]
    public void A_kill_tells_what_was_found_and_where()
    {
        var killed = Of([Result(Verdict.Pass), Result(Verdict.Fail, "Later", new Finding("Then it is there", 3, "\"on\"", "nothing", null, "…"))]);

        Assert.Equal("Later", killed.Scenario);
        Assert.Equal("expected \"on\"; observed nothing", killed.Message);
    }

    [Fact]
    public void A_monitor_that_saw_the_requirement_broken_kills_whatever_the_scenarios_say()
    {
        var watched = Watched(new MonitorViolation("DUP clear", "DUP set", null, 1));

        var killed = MutantJudgement.Of("repeats", "R-1", [Result(Verdict.Pass)], [watched]);

        Assert.Equal(MutantOutcome.Killed, killed.Outcome);
        Assert.Equal("a monitor: expected DUP clear; observed DUP set", killed.Message);
        Assert.Equal(MutantOutcome.Killed, MutantJudgement.Of("repeats", "R-1", [], [watched]).Outcome);
        Assert.Equal(MutantOutcome.Survived, MutantJudgement.Of("repeats", "R-2", [Result(Verdict.Pass)], [watched]).Outcome);
    }

    [Fact]
    public void A_monitor_alone_lets_survive_what_it_judged_and_decides_nothing_where_it_judged_nothing()
    {
        Assert.Equal(MutantOutcome.Survived, MutantJudgement.Of("repeats", "R-1", [], [Watched(null)]).Outcome);
        Assert.Equal(MutantOutcome.Undecided, MutantJudgement.Of("repeats", "R-2", [], [Watched(null)]).Outcome);
    }

    private static MutantResult Of(IReadOnlyList<ScenarioResult?> results) => MutantJudgement.Of("forgets", "R-1", results, []);

    private static ScenarioResult Watched(MonitorViolation? violation) => Result(Verdict.Inconclusive) with
    {
        Monitors = new MonitorRecord(
            new Dictionary<string, int> { ["R-1"] = 1 },
            violation is null ? new Dictionary<string, MonitorViolation>() : new Dictionary<string, MonitorViolation> { ["R-1"] = violation }),
    };

    private static ScenarioResult Result(Verdict verdict, string name = "A scenario", Finding? finding = null) => new()
    {
        Scenario = new PlannedScenario("mqtt/x-1", name, "Feature", null, "mqtt/x.feature", 1, []),
        Verdict = verdict,
        Finding = finding,
    };
}
