using CertHarness.Drivers.Measuring;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Measuring;

namespace CertHarness.Samples.Echo;

/// <summary>How long an echo takes.</summary>
/// <param name="client">The scenario's client.</param>
/// <param name="scenario">The scenario.</param>
/// <param name="parameters">The numbers of the profile.</param>
/// <param name="log">Takes what is measured.</param>
/// <param name="time">The clock.</param>
[Binding]
public sealed class DelaySteps(EchoClient client, ScenarioContext scenario, Parameters parameters, MeasurementLog log, TimeProvider time)
{
    private readonly List<double> _delays = [];

    /// <summary>The client sends the profile's number of messages of the profile's size, each once the one before has come back.</summary>
    [When("the client sends one message after the other")]
    public async Task SendsMany()
    {
        var message = new string('e', (int)parameters["message-bytes"]);
        for (var number = 0; number < (int)parameters["messages"]; number++)
        {
            var sent = time.GetTimestamp();
            await client.SendAsync(message, scenario.CancellationToken);
            await client.ExpectAsync(message, scenario.CancellationToken);
            _delays.Add(time.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    /// <summary>The delays are recorded, as numbers and as a picture.</summary>
    [Then("the delay of the echoes is measured")]
    public void Measured()
    {
        var ordered = _delays.Order().ToList();
        double Share(double share) => ordered[(int)Math.Ceiling(share * ordered.Count) - 1];
        log.Record("delay-p50", Share(0.5), "ms");
        log.Record("delay-p95", Share(0.95), "ms");
        log.Record("echoes", _delays.Count, "messages");
        log.Draw(new Chart(
            "delay",
            new("Delay of every echo", "Verzögerung jedes Echos"),
            new(new("message", "Nachricht"), ""),
            new(new("delay", "Verzögerung"), "ms", Logarithmic: true),
            [new(new("delay", "Verzögerung"), [.. _delays.Select((delay, number) => new ChartPoint(number + 1, delay))])],
            []));
    }
}
