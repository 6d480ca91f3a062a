using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.ReferenceCity.Mqtt.Embedded;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A slow network or a busy machine may turn a pass into inconclusive, never into a fail.</summary>
public sealed class SlowNetworkTests
{
    /// <summary>Most answers come in time, a few do not.</summary>
    private static readonly Slowness Usual = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(1900), 0.01, 7);

    private static readonly Ixit Ixit = new() { Timeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task The_reference_broker_never_fails()
    {
        await using var broker = await new MqttBrokerSut().StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(await AccusationsAsync(broker.Endpoint, []));
    }

    /// <summary>Runs all scenarios over the slow network and gives those that blame the broker or the harness.</summary>
    internal static async Task<IReadOnlyList<Finding>> AccusationsAsync(Uri broker, string[] broken)
    {
        await using var network = new SlowNetwork(broker, Usual, TimeProvider.System);
        var scenarios = FeatureRun.Plain;
        var run = new FeatureRun();
        var findings = await run.RunAsync(network.Endpoint, Ixit, scenarios, scenarios.Count, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{scenarios.Count - findings.Count} passed over {network.Connections} connections, {string.Join(", ", findings.CountBy(f => f.Verdict))}");
        Assert.True(network.Connections >= scenarios.Count, $"Only {network.Connections} connections passed the slow network.");
        Assert.Empty(run.Violations(broken));
        return [.. findings.Where(f => f.Verdict is Verdict.Fail or Verdict.Error)];
    }
}
