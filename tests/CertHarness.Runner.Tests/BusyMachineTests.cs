using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Gherkin.Binding;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Runs;
using CertHarness.Runner.Suites;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Tests;

/// <summary>What a busy machine left undecided is run again; what is undecided for another reason is not.</summary>
public sealed class BusyMachineTests : IDisposable
{
    private static readonly SuiteFile[] Files =
    [
        new("features/lamps/lamps.feature", "Feature: Lamps\n\n  @LAMP-1 @must\n  Scenario: It shines\n    Given the lamp answers\n    Then the answering lamp shines\n"),
        new("features/lamps/lamp.requirements.yaml", """
            standard: LAMP
            name: Lamps
            publisher: City
            link: https://example.org/lamps
            requirements:
              - id: LAMP-1
                clause: "1"
                obligation: must
                role: server
                criterion: conformity
                title: { en: It shines, de: Sie leuchtet }
            """),
        new("profiles/lamp.yaml", """
            id: lamp
            version: "1"
            title: {en: Lamp, de: Lampe}
            scheme: lamp
            role: server
            target: basic
            features: [lamps]
            requirements:
              - standard: LAMP
                level: basic
                ids: ["1"]
            """),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("certharness-busy-").FullName;
    private readonly Lamp _lamp = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_scenario_that_a_busy_machine_left_undecided_is_run_again()
    {
        var evaluation = await RunAsync(new Clock(seen: 50));

        Assert.Equal(Verdict.Pass, evaluation.Verdict);
        Assert.Equal(2, _lamp.Asked);
    }

    [Fact]
    public async Task A_machine_with_time_to_spare_runs_nothing_twice()
    {
        var evaluation = await RunAsync(new Clock(seen: 0.001));

        Assert.Equal(Verdict.Inconclusive, evaluation.Verdict);
        Assert.Equal(1, _lamp.Asked);
    }

    [Fact]
    public async Task It_does_not_go_on_for_ever()
    {
        _lamp.AnswersFrom = int.MaxValue;

        var evaluation = await RunAsync(new Clock(seen: 50));

        Assert.Equal(Verdict.Inconclusive, evaluation.Verdict);
        Assert.Equal(3, _lamp.Asked);
    }

    private async Task<Model.Evaluating.Evaluation> RunAsync(TimeProvider time)
    {
        var suite = Suite.Load(Files);
        Assert.Empty(suite.Diagnostics);
        var campaign = new Campaign
        {
            Name = "lamp",
            Profile = "lamp",
            Sut = new SutDescription("Lamp"),
            Provision = new ExternalProvision(new Uri("lamp://127.0.0.1:1")),
        };
        var request = new RunRequest { Suite = suite, Campaign = campaign, Folder = RunFolder.Create(_folder, "lamp", time) };
        return await new CampaignRun(new Harness([new Driver(_lamp)], []), request, Unobserved.Instance, time).RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sees time pass faster or slower than timers do, as on a machine that is late or is not.</summary>
    private sealed class Clock(double seen) : TimeProvider
    {
        public override long TimestampFrequency => (long)(base.TimestampFrequency / seen);
    }

    private sealed class Lamp
    {
        public int AnswersFrom { get; set; } = 2;

        public int Asked { get; set; }
    }

    private sealed class Driver(Lamp lamp) : IProtocolDriver
    {
        public string Scheme => "lamp";

        public int DefaultPort => 1;

        public Assembly Steps => typeof(BusyMachineTests).Assembly;

        // All binding classes of this assembly are scanned, so the hook of other tests must find what it needs.
        public void Register(IServiceCollection services) => services
            .AddSingleton<Func<bool>>(() => ++lamp.Asked >= lamp.AnswersFrom)
            .AddSingleton(new JournalTests.Packets(0));

        public Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken) =>
            Task.FromResult(new ProbeResult(null, []));
    }
}

/// <summary>The steps of a lamp that does not answer at first.</summary>
/// <param name="answers">Whether it answers now.</param>
[Binding]
public sealed class LampSteps(Func<bool> answers)
{
    [Given("the lamp answers")]
    public void Answers()
    {
        if (!answers())
            throw new SutUnavailableException("the lamp was too late");
    }

    [Then("the answering lamp shines")]
    public void Shines()
    {
    }
}
