using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Tests;

public sealed class ReportedCasesTests
{
    [Fact]
    public void A_requirement_without_a_scenario_is_a_case_of_its_own()
    {
        var evaluation = Sample.Rich();

        var gaps = ReportedCases.Of(evaluation).Where(c => c.Result.Scenario.Feature == ReportedCases.GapFeature).ToList();

        Assert.Equal(evaluation.Requirements.Count(r => r.Scenarios.Count == 0), gaps.Count);
        Assert.Contains(gaps, c => c.Result.Verdict == Verdict.Inconclusive && c.Message == "No scenario of the suite verifies it.");
    }

    [Fact]
    public void A_verdict_that_the_scenarios_do_not_show_is_a_case_of_its_own()
    {
        var good = Sample.Good();
        var requirements = good.Requirements.ToList();
        requirements[2] = requirements[2] with { Verdict = Verdict.Inconclusive, Reason = "One of its scenarios was not planned." };

        var cases = ReportedCases.Of(good with { Requirements = requirements, Verdict = Verdict.Inconclusive });

        Assert.Equal("One of its scenarios was not planned.", Assert.Single(cases, c => c.Result.Verdict == Verdict.Inconclusive).Message);
    }

    [Fact]
    public void A_requirement_that_only_a_measurement_fails_is_a_case_with_that_finding()
    {
        var cases = ReportedCases.Of(MeasuredSample.Run()).Where(c => c.Result.Scenario.Feature == ReportedCases.LimitFeature).ToList();

        Assert.Equal(["throughput within bounds", "time-to-normal-delay within bounds"], cases.Select(c => c.Result.Finding?.Expected));
        Assert.All(cases, c => Assert.Equal(Verdict.Fail, c.Result.Verdict));
    }

    [Fact]
    public void A_case_tells_what_it_measured_and_the_lowest_level_that_it_attains()
    {
        var measured = ReportedCases.Of(MeasuredSample.Run()).SelectMany(c => c.Measured).ToList();

        Assert.Contains(("delay-p95", "143.3 ms", "high"), measured);
        Assert.Contains(("messages", "1234567 messages", (string?)null), measured);
        Assert.Contains(("delay-p95", "0.2 s", "not graded"), measured);
        Assert.Contains(("time-to-first-service", "900 ms", "not graded"), measured);
    }

    [Fact]
    public void A_run_without_any_case_still_shows_its_verdict() =>
        Assert.Equal("The profile selects no requirement.", Assert.Single(ReportedCases.Of(Sample.Empty())).Message);

    [Fact]
    public void A_good_run_has_its_scenarios_as_cases_and_nothing_else() =>
        Assert.Equal(Sample.Good().Scenarios.Select(s => s.Scenario.Key), ReportedCases.Of(Sample.Good()).Select(c => c.Result.Scenario.Key));

    [Fact]
    public void A_monitor_that_saw_nothing_says_nothing_beside_scenarios_and_leaves_a_gap_alone()
    {
        var cases = ReportedCases.Of(Sample.Watched());

        Assert.Equal(5, cases.Count(c => c.Result.Scenario.Feature == ReportedCases.MonitorFeature));
        var gap = Assert.Single(cases, c => c.Result.Scenario.Feature == ReportedCases.GapFeature);
        Assert.Equal((Verdict.Inconclusive, "its monitor saw no packet that it is about"), (gap.Result.Verdict, gap.Message));
    }
}
