using CertHarness.Drivers.Mqtt.Tests.Features;
using CertHarness.Drivers.Mutations;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Mutants;

namespace CertHarness.Drivers.Mqtt.Tests.Resilience;

/// <summary>What a broker holds for a subscriber that does not read.</summary>
public sealed class HeldMemoryTests
{
    private static readonly Dictionary<string, double> Parameters = new() { ["drone-messages"] = 1500, ["drone-bytes"] = 16384 };

    [Fact]
    public async Task A_broker_that_holds_no_more_than_before_passes()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var run = new FeatureRun { Parameters = Parameters };
        var findings = await RunAsync(run, broker.Endpoint, new Told(70_000_000));

        // A machine that is busy with other tests may leave it open.
        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));
        if (findings.Count == 0)
            Assert.Contains(run.Measured, m => m is { Name: "memory-growth", Unit: "MB", Value: 0 });
    }

    [Fact]
    public async Task A_broker_that_keeps_what_is_not_read_fails()
    {
        var mutant = (EmbeddedMutant)new LoadMutants().Mutants.Single(m => m.Requirements.Contains("RES-OVR-4"));
        await using var sut = await mutant.Sut.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var finding = Assert.Single(await RunAsync(new FeatureRun { Parameters = Parameters }, sut.Endpoint, sut.Control!));

        Assert.Contains(finding.Verdict, (Verdict[])[Verdict.Fail, Verdict.Inconclusive]);
        if (finding.Verdict == Verdict.Fail)
            Assert.Matches("less than 12 MB more than before.*MB more after 25 MB were published", finding.Message.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Nothing_is_concluded_where_nobody_can_tell()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var finding = Assert.Single(await RunAsync(new FeatureRun { Parameters = Parameters }, broker.Endpoint, new Told(null)));

        Assert.Equal(Verdict.Inconclusive, finding.Verdict);
        Assert.Contains("nobody can tell", finding.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(FeatureRun run, Uri endpoint, ISutControl control) => run.RunAsync(
        FeatureRun.ResilienceSuite,
        new SutAccess(endpoint, new Ixit { Timeout = TimeSpan.FromSeconds(2) }) { Control = control },
        [.. FeatureRun.ResilienceSuite.Scenarios.Where(s => s.Tags.Contains("@RES-OVR-4"))],
        1,
        TestContext.Current.CancellationToken);

    /// <summary>A SUT of which somebody says how much it holds; that it was restarted makes no difference.</summary>
    private sealed class Told(long? bytes) : ISutControl
    {
        public IReadOnlySet<SutOperation> Offers { get; } = new HashSet<SutOperation> { SutOperation.Restart };

        public SutState State => SutState.Running;

        public long? ResidentBytes => bytes;

        public Task DoAsync(SutOperation operation, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
