using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Samples.Echo;

/// <summary>What a client does with an echo server.</summary>
/// <param name="client">The scenario's client.</param>
/// <param name="scenario">The scenario.</param>
[Binding]
public sealed class EchoSteps(EchoClient client, ScenarioContext scenario)
{
    /// <summary>A client is connected.</summary>
    [Given("a client connected to the echo server")]
    public Task Connected() => client.ConnectAsync(scenario.CancellationToken);

    /// <summary>The client sends text.</summary>
    /// <param name="text">The text.</param>
    [When("the client sends {string}")]
    public async Task Sends(string text) => await client.SendAsync(text, scenario.CancellationToken);

    /// <summary>The client gets text back.</summary>
    /// <param name="text">The text.</param>
    [Then("the echo server answers {string}")]
    public Task Answers(string text) => client.ExpectAsync(text, scenario.CancellationToken);
}
