using CertHarness.Gherkin;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Journals;
using CertHarness.Runner.Suites;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Tests;

/// <summary>What really happened in scenarios, written to a journal and read back.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Text = """
        Feature: Lamps
          Scenario: passes
            Given a lamp
            Then it shines

          Scenario: an expectation in a Then
            Given a lamp
            Then an expectation is not met

          Scenario: an expectation in a Given
            Given an expectation is not met
            Then it shines

          Scenario: the SUT is gone
            Given a lamp
            Then the SUT is gone

          Scenario: a capability is missing
            Given a capability is missing
            Then it shines

          Scenario: a fault of ours
            Given a lamp
            Then the harness stumbles

          Scenario: undefined
            Given nobody knows this step
            Then it shines

          Scenario: empty
        """;

    private readonly string _path = Path.GetTempFileName();
    private readonly FeatureSuite _suite = FeatureSuite.Parse([new FeatureSource("city/lamps.feature", Text)]);

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("passes", Verdict.Pass)]
    [InlineData("an expectation in a Then", Verdict.Fail)]
    [InlineData("an expectation in a Given", Verdict.Inconclusive)]
    [InlineData("the SUT is gone", Verdict.Inconclusive)]
    [InlineData("a capability is missing", Verdict.NotApplicable)]
    [InlineData("a fault of ours", Verdict.Error)]
    [InlineData("undefined", Verdict.Error)]
    public async Task Each_way_to_end_has_its_verdict(string scenario, Verdict verdict)
    {
        await RunAsync(_suite.Scenarios);

        Assert.Equal(verdict, Results().Single(r => r.Scenario.Name == scenario).Verdict);
    }

    [Fact]
    public async Task A_scenario_without_steps_never_passes()
    {
        await RunAsync(_suite.Scenarios);

        Assert.DoesNotContain(Results(), r => r.Scenario.Name == "empty" && r.Verdict == Verdict.Pass);
    }

    [Fact]
    public async Task A_finding_tells_step_line_expected_observed_and_evidence()
    {
        await RunAsync(_suite.Scenarios);

        var finding = Results().Single(r => r.Scenario.Name == "an expectation in a Then").Finding!;

        Assert.Equal("Then an expectation is not met", finding.Step);
        Assert.Equal(8, finding.Line);
        Assert.Equal("light\nin the evening", finding.Expected);
        Assert.Equal("darkness", finding.Observed);
        Assert.Equal("frame 7 of lamp", finding.Evidence);
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_cut_off_before_the_journal_goes_on()
    {
        await RunAsync(_suite.Scenarios.Take(1));
        await File.AppendAllTextAsync(_path, "{\"testCaseFin");

        await RunAsync(_suite.Scenarios.Skip(1));

        Assert.Equal(_suite.Scenarios.Count, Results().Count);
    }

    [Fact]
    public async Task A_scenario_that_did_not_end_has_no_result()
    {
        await RunAsync(_suite.Scenarios);
        var lines = await File.ReadAllLinesAsync(_path);
        var last = Array.FindLastIndex(lines, l => l.StartsWith("{\"testCaseFinished\"", StringComparison.Ordinal));

        await File.WriteAllLinesAsync(_path, lines.Take(last));

        Assert.Equal(_suite.Scenarios.Count - 1, Results().Count);
    }

    [Fact]
    public async Task Ids_of_a_resumed_run_do_not_mix_with_those_before()
    {
        await RunAsync(_suite.Scenarios.Take(2));
        await RunAsync(_suite.Scenarios.Skip(2));

        var results = Results();

        Assert.Equal(_suite.Scenarios.Count, results.Count);
        Assert.Equal(Verdict.Pass, results.Single(r => r.Scenario.Name == "passes").Verdict);
        Assert.Equal(Verdict.Fail, results.Single(r => r.Scenario.Name == "an expectation in a Then").Verdict);
    }

    [Fact]
    public async Task What_the_monitors_saw_comes_back_with_the_scenario_and_of_two_executions_the_last_counts()
    {
        await RunAsync(_suite.Scenarios, packets: 3);
        await RunAsync(_suite.Scenarios.Take(1), packets: 5);

        var results = Results();

        Assert.Equal(5, results.Single(r => r.Scenario.Name == "passes").Monitors.Packets["S-1"]);
        var other = results.Single(r => r.Scenario.Name == "the SUT is gone");
        Assert.Equal(3, other.Monitors.Packets["S-1"]);
        Assert.Equal(new MonitorViolation("a lamp", "a moon", "frame 1 of lamp", 1), other.Monitors.Violations["S-1"]);
        Assert.Empty(other.Attachments);
    }

    [Fact]
    public async Task A_scenario_of_a_run_that_was_killed_brings_nothing_before_its_end_is_written()
    {
        await RunAsync(_suite.Scenarios.Take(1), packets: 3);
        var lines = await File.ReadAllLinesAsync(_path);
        await File.WriteAllLinesAsync(_path, lines.Where(l => !l.StartsWith("{\"testCaseFinished\"", StringComparison.Ordinal)));

        Assert.Empty(Results());
    }

    private async Task RunAsync(IEnumerable<Scenario> scenarios, int packets = 0)
    {
        await using var services = new ServiceCollection().AddGherkin().AddSingleton(new Packets(packets)).BuildServiceProvider();
        var (journal, firstId) = Journal.Open(_path);
        using var _ = journal;
        var runner = new SuiteRunner(StepLibrary.Of(typeof(LampSteps), typeof(MonitorHook)), services, journal, new RunSettings { Parallelism = 4, FirstId = firstId });
        await runner.RunAsync(_suite, [.. scenarios], TestContext.Current.CancellationToken);
    }

    private List<ScenarioResult> Results() => [.. Journal.Results(_path, new Plan
    {
        Profile = "lamp",
        ProfileVersion = "1",
        ProfileTitle = new("Lamp", "Lampe"),
        Target = Level.Basic,
        Seed = 1,
        SuiteDigest = "",
        Requirements = [],
        Capabilities = [],
        Scenarios = [.. _suite.Scenarios.Select(Suite.Planned)],
    }).Values];

    /// <summary>How many packets a monitor saw in each scenario.</summary>
    public sealed record Packets(int Count);

    [Binding]
    public sealed class MonitorHook(ScenarioContext scenario, Packets packets)
    {
        [AfterScenario]
        public void Keep()
        {
            var violation = new MonitorViolation("a lamp", "a moon", "frame 1 of lamp", 1);
            if (packets.Count > 0)
            {
                scenario.Attach(
                    ModelJson.Write(new MonitorRecord(
                        new Dictionary<string, int> { ["S-1"] = packets.Count }, new Dictionary<string, MonitorViolation> { ["S-1"] = violation })),
                    JournalReader.MonitorRecords);
            }
        }
    }

    [Binding]
    public sealed class LampSteps
    {
        [Given("a lamp")]
        [Then("it shines")]
        public void Nothing()
        {
        }

        [Given("an expectation is not met")]
        [Then("an expectation is not met")]
        public void NotMet() => throw new ExpectationNotMetException("light\nin the evening", "darkness", "frame 7 of lamp");

        [Then("the SUT is gone")]
        public void Gone() => throw new SutUnavailableException("lamp: 127.0.0.1:1 refused the connection");

        [Given("a capability is missing")]
        public void Missing() => throw new ScenarioSkippedException("the lamp has no dimmer");

        [Then("the harness stumbles")]
        public void Stumble() => throw new InvalidOperationException("ours");
    }
}
