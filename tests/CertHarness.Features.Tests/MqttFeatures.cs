using CertHarness.Xunit;

namespace CertHarness.Features.Tests;

/// <summary>The features of MQTT, each scenario a test.</summary>
public sealed class MqttFeatures(ReferenceBroker broker)
{
    [Scenarios("features/mqtt/*.feature")]
    public Task Scenario(ScenarioTest scenario) => broker.JudgeAsync(scenario);
}
