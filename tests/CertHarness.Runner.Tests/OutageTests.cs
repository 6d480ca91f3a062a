using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Tests;

/// <summary>The SUT's process ended at second 60, the run at second 90.</summary>
public sealed class OutageTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly Outage Outage = new(Start.AddSeconds(60), Start.AddSeconds(90), "the SUT's process ended\n  its last line");

    [Theory]
    [InlineData(Verdict.Pass)]
    [InlineData(Verdict.Fail)]
    public void Without_a_SUT_there_is_neither_pass_nor_fail(Verdict verdict)
    {
        var result = Applied(verdict, finished: 75);

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Equal("the SUT's process ended", result.Finding!.Message);
    }

    [Fact]
    public void A_connection_seen_closed_before_the_end_of_the_process_is_no_failure() =>
        Assert.Equal(Verdict.Inconclusive, Applied(Verdict.Fail, finished: 59).Verdict);

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public void What_ended_before_or_in_a_later_part_of_the_run_stands(int finished) =>
        Assert.Equal(Verdict.Fail, Applied(Verdict.Fail, finished).Verdict);

    [Fact]
    public void A_fault_of_the_harness_stays_one() => Assert.Equal(Verdict.Error, Applied(Verdict.Error, finished: 75).Verdict);

    [Fact]
    public void A_scenario_that_ran_alone_when_the_SUT_ended_has_ended_it() =>
        Assert.Equal(Verdict.Fail, Applied(Verdict.Fail, finished: 65, "@alone").Verdict);

    [Theory]
    [InlineData(Verdict.Fail, 75)]
    [InlineData(Verdict.Pass, 65)]
    public void One_that_began_later_or_noticed_nothing_has_said_nothing_of_it(Verdict verdict, int finished) =>
        Assert.Equal(Verdict.Inconclusive, Applied(verdict, finished, "@alone").Verdict);

    private static ScenarioResult Applied(Verdict verdict, int finished, params string[] tags)
    {
        var result = new ScenarioResult
        {
            Scenario = new PlannedScenario("lamps-1", "A lamp shines", "Lamps", null, "lamps.feature", 1, tags),
            Verdict = verdict,
            Started = Start.AddSeconds(finished - 10),
            Duration = TimeSpan.FromSeconds(10),
        };
        return Outage.Applied(new Dictionary<string, ScenarioResult> { ["lamps-1"] = result }, [Outage])["lamps-1"];
    }
}
