namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>The slow network before a broker that the harness's authors had no hand in; on its own, so that it runs beside the other.</summary>
public sealed class SlowMosquittoTests
{
    [Fact]
    public async Task Mosquitto_fails_by_its_known_deviations_only()
    {
        await using var broker = await Mosquitto.StartAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(await SlowNetworkTests.AccusationsAsync(broker.Endpoint, Mosquitto.Broken), f => !Mosquitto.Known.Contains(f.Scenario.Name));
    }
}
