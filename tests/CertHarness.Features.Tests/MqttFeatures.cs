using CertHarness.Xunit;

namespace CertHarness.Features.Tests;

/// <summary>The features of MQTT, each scenario a test.</summary>
public sealed class MqttFeatures(ReferenceBroker broker)
{
    /// <summary>The embedded broker serves everybody in the clear; what is for others runs in the tests of the driver.</summary>
    [Scenarios(
        "features/mqtt/*.feature",
        Only = "not (@tls or @websocket or @authentication or @authorization or @enhanced-authentication or @no-wildcard-subscriptions)")]
    public Task Scenario(ScenarioTest scenario) => broker.JudgeAsync(scenario);
}
