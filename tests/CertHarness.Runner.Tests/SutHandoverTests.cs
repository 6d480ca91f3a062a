using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin.Binding;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Runs;
using CertHarness.Runner.Suites;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Tests;

/// <summary>What a scenario did to the SUT is undone before the next one, and nothing is asked of a SUT that does not offer it.</summary>
public sealed class SutHandoverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certharness-handover-").FullName;
    private readonly Lantern _lantern = new();

    [Theory]
    [InlineData("stopped", 1, 0)]
    [InlineData("paused", 0, 1)]
    [InlineData("restarted", 1, 0)]
    public async Task The_next_scenario_finds_it_running_and_serving(string left, int starts, int resumes)
    {
        var evaluation = await RunAsync($"    When the lantern is {left}\n");

        Assert.Equal([Verdict.Pass, Verdict.Pass], evaluation.Requirements.Select(r => r.Verdict));
        Assert.Equal((starts, resumes), (_lantern.Starts, _lantern.Resumes));
    }

    [Fact]
    public async Task It_is_brought_back_for_the_others_when_a_scenario_fails_half_way()
    {
        var evaluation = await RunAsync("    When the lantern is stopped\n    Then the lantern stays dark\n");

        Assert.Equal([Verdict.Fail, Verdict.Pass], evaluation.Requirements.Select(r => r.Verdict));
    }

    [Fact]
    public async Task What_nobody_uses_afterwards_is_left_as_it_is()
    {
        _lantern.HandedOn = false;

        var evaluation = await RunAsync("    When the lantern is stopped\n");

        Assert.Equal(Verdict.Inconclusive, evaluation.Requirements[1].Verdict);
        Assert.Equal(0, _lantern.Starts);
    }

    [Fact]
    public async Task What_it_does_not_offer_is_not_applicable()
    {
        _lantern.Offers = new HashSet<SutOperation> { SutOperation.Pause };

        var evaluation = await RunAsync("    When the lantern is stopped\n");

        Assert.Equal([Verdict.NotApplicable, Verdict.Pass], evaluation.Requirements.Select(r => r.Verdict));
        Assert.Equal("the harness cannot stop the SUT: embedded:lantern does not offer it", evaluation.Requirements[0].Reason);
        Assert.Equal(0, _lantern.Starts);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Evaluation> RunAsync(string steps)
    {
        var suite = Suite.Load([
            new("features/lanterns/lanterns.feature", $"""
                Feature: Lanterns

                  @LANTERN-1 @must @alone @needs-stop
                  Scenario: Something happens to it
                {steps}
                  @LANTERN-2 @must @alone
                  Scenario: It serves
                    Given the lantern serves
                """),
            new("features/lanterns/lantern.requirements.yaml", """
                standard: LANTERN
                name: Lanterns
                publisher: City
                link: https://example.org/lanterns
                requirements:
                  - id: LANTERN-1
                    clause: "1"
                    obligation: must
                    role: server
                    criterion: resilience
                    title: { en: It comes back, de: Sie kommt wieder }
                  - id: LANTERN-2
                    clause: "2"
                    obligation: must
                    role: server
                    criterion: resilience
                    title: { en: It serves, de: Sie dient }
                """),
            new("profiles/lantern.yaml", """
                id: lantern
                version: "1"
                title: {en: Lantern, de: Laterne}
                scheme: lantern
                role: server
                target: basic
                features: [lanterns]
                requirements:
                  - standard: LANTERN
                    level: basic
                    ids: ["1", "2"]
                """),
        ]);
        Assert.Empty(suite.Diagnostics);
        var campaign = new Campaign
        {
            Name = "lantern",
            Profile = "lantern",
            Sut = new SutDescription("Lantern"),
            Provision = new EmbeddedProvision("lantern"),
        };
        var request = new RunRequest { Suite = suite, Campaign = campaign, Folder = RunFolder.Create(_folder, "lantern", TimeProvider.System) };
        return await new CampaignRun(new Harness([new Driver(_lantern)], [_lantern]), request, Unobserved.Instance, TimeProvider.System)
            .RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One that serves only when it was asked a third time after a start.</summary>
    private sealed class Lantern : IEmbeddedSut, IRunningSut, ISutActions
    {
        private int _warmUp;
        private bool _lit = true;

        public bool HandedOn { get; set; } = true;

        public int Starts { get; private set; }

        public int Resumes { get; private set; }

        public bool Serves => _lit && _warmUp-- <= 0;

        public string Name => "lantern";

        public SutDescription Description { get; } = new("Lantern");

        public IReadOnlySet<SutOperation> Offers { get; set; } = SutControl.Everything;

        public Uri Endpoint { get; } = new("lantern://127.0.0.1:1");

        public ISutControl? Control { get; private set; }

        public long? ResidentBytes => null;

        public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
        {
            Control = new SutControl(this);
            return Task.FromResult<IRunningSut>(this);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Lit(false);

        public Task KillAsync(CancellationToken cancellationToken) => Lit(false);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Starts++;
            _warmUp = 2;
            return Lit(true);
        }

        public Task PauseAsync(CancellationToken cancellationToken) => Lit(false);

        public Task ResumeAsync(CancellationToken cancellationToken)
        {
            Resumes++;
            return Lit(true);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private Task Lit(bool lit)
        {
            _lit = lit;
            return Task.CompletedTask;
        }
    }

    private sealed class Driver(Lantern lantern) : IProtocolDriver
    {
        public string Scheme => "lantern";

        public int DefaultPort => 1;

        public Assembly Steps => typeof(SutHandoverTests).Assembly;

        // All binding classes of this assembly are scanned, so the hook of other tests must find what it needs.
        public void Register(IServiceCollection services) => services
            .AddSingleton(((SutAccess)services.Last(s => s.ServiceType == typeof(SutAccess)).ImplementationInstance!) with { HandedOn = lantern.HandedOn })
            .AddSingleton<Func<bool>>(() => lantern.Serves)
            .AddSingleton(new JournalTests.Packets(0));

        public Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken) =>
            Task.FromResult(new ProbeResult(lantern.Serves ? null : "it is dark", []));
    }
}

/// <summary>The steps of a lantern that things are done to.</summary>
/// <param name="sut">The lantern.</param>
/// <param name="serves">Whether it serves now.</param>
[Binding]
public sealed class LanternSteps(SutAccess sut, Func<bool> serves)
{
    [Given("the lantern serves")]
    public void Serves()
    {
        if (!serves())
            throw new SutUnavailableException("the lantern is dark");
    }

    [When("the lantern is {word}")]
    public Task Happens(string what) => sut.Control!.DoAsync(
        what switch
        {
            "stopped" => SutOperation.Stop,
            "paused" => SutOperation.Pause,
            _ => SutOperation.Restart,
        },
        CancellationToken.None);

    [Then("the lantern stays dark")]
    public static void StaysDark() => throw new ExpectationNotMetException("darkness", "light");
}
