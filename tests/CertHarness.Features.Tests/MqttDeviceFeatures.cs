using CertHarness.Xunit;

namespace CertHarness.Features.Tests;

/// <summary>The features for devices, each scenario a test.</summary>
public sealed class MqttDeviceFeatures(ReferenceDevice device)
{
    [Scenarios("features/mqtt-device/*.feature")]
    public Task Scenario(ScenarioTest scenario) => device.JudgeAsync(scenario);
}
