using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Watching;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Mqtt.Steps.Resilience;

/// <summary>The broker is hit, or cut off from its clients.</summary>
[Binding]
public sealed class DisturbanceSteps(Clients clients, BrokerHand hand, WatchedFlows flows, Parameters parameters, ScenarioContext scenario)
{
    /// <summary>Messages flow through the broker and are watched.</summary>
    [Given("a steady flow of messages over MQTT {word}")]
    public Task Flow(string version) => flows.StartAsync(ConnectingSteps.Version(version), scenario.CancellationToken);

    /// <summary>Messages flow through the broker, over a link that can be cut, and are watched.</summary>
    [Given("a steady flow of messages over MQTT {word}, over a link that can be cut")]
    public Task FlowOverLink(string version) => flows.StartOverLinkAsync(ConnectingSteps.Version(version), scenario.CancellationToken);

    /// <summary>Other clients load the broker all the time.</summary>
    [Given("the traffic of many devices over MQTT {word}")]
    public Task Traffic(string version) => flows.StartTrafficAsync(ConnectingSteps.Version(version), scenario.CancellationToken);

    /// <summary>The broker is asked to end, and started again.</summary>
    [StepDefinition("the broker is restarted")]
    public Task Restarted() => hand.DoAsync(SutOperation.Restart, scenario.CancellationToken);

    /// <summary>The broker ends without warning and is started again.</summary>
    [When("the broker ends suddenly and is started again")]
    public Task EndsSuddenly() => hand.DoAsync(SutOperation.PowerCycle, scenario.CancellationToken);

    /// <summary>The broker does nothing for as long as the profile says.</summary>
    [When("the broker stands still for a while")]
    public Task StandsStillForAWhile() => hand.StandStillAsync(TimeSpan.FromSeconds(parameters["standstill"]), scenario.CancellationToken);

    /// <summary>From now on the broker does nothing.</summary>
    [When("the broker stands still")]
    public Task StandsStill() => hand.DoAsync(SutOperation.Pause, scenario.CancellationToken);

    /// <summary>The broker goes on.</summary>
    [When("the broker goes on")]
    public Task GoesOn() => hand.DoAsync(SutOperation.Resume, scenario.CancellationToken);

    /// <summary>All connections over the link break, and there are no new ones for as long as the profile says.</summary>
    [When("the link is cut for a while")]
    public Task LinkIsCut() => flows.CutLinkAsync(TimeSpan.FromSeconds(parameters["link-cut"]), scenario.CancellationToken);

    /// <summary>A client's connection breaks at once, whatever is under way on it.</summary>
    [When("the {word} crashes")]
    public void Crashes(string role)
    {
        clients.Mark = clients.Waiting.Now;
        clients.Of(role).Session.Abort();
    }
}
