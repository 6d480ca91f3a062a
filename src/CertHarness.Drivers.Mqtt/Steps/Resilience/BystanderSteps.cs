using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Drivers.Mqtt.Steps.Resilience;

/// <summary>Those who have nothing to do with it.</summary>
[Binding]
public sealed class BystanderSteps(Bystanders bystanders, MalformedSenders senders, ScenarioContext scenario)
{
    /// <summary>Two clients exchange messages at a constant rate, <c>bystander-rate</c> a second.</summary>
    [Given("bystanders who exchange messages all the time")]
    public Task Exchange() => bystanders.BeginAsync(scenario.CancellationToken);

    /// <summary>Each message of theirs has arrived, and some more do.</summary>
    [Then("the bystanders are served throughout")]
    public Task AreServed() => bystanders.ExpectServedAsync(senders.Suspicion, scenario.CancellationToken);
}
