using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Watching;
using CertHarness.Faults.Recovery;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Resilience;

/// <summary>How the flow of messages that is watched comes back. What is measured is recorded; its limits stand in the profile.</summary>
[Binding]
public sealed class RecoverySteps(WatchedFlows flows, MeasurementLog log, ScenarioContext scenario)
{
    private const string Where = "the flow that is watched";

    /// <summary>Delays that are normal so soon after the service is back leave no room for doubt.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Messages arrive again from end to end.</summary>
    [Then("messages flow again")]
    public async Task FlowsAgain()
    {
        var figures = await flows.RecoverAsync(scenario.CancellationToken);
        Record(figures);
        if (figures.TimeToService is null)
            throw new ExpectationNotMetException("a message delivered after the fault", "none until the longest recovery was over", Where);
    }

    /// <summary>Every message that was acknowledged has been delivered.</summary>
    [Then("no acknowledged message of the flow is lost")]
    public void NoneLost()
    {
        if (flows.AcknowledgedLost is > 0 and var lost)
            throw new ExpectationNotMetException("every acknowledged message delivered", $"{lost} acknowledged and not delivered, though later ones were", Where);
    }

    /// <summary>The delay is what it was before the fault, and stays so.</summary>
    [Then("they flow as fast as before")]
    public void AsFastAsBefore()
    {
        var figures = flows.Figures;
        if (!(figures.TimeToNormal - figures.TimeToService < Soon))
            flows.RefuseIfRestless();
        if (figures.TimeToNormal is null)
        {
            throw new ExpectationNotMetException(
                $"delays of at most {Waiting.Seconds(figures.NormalDelay)} that stay so", "longer ones until the longest recovery was over", Where);
        }
    }

    private void Record(RecoveryFigures figures)
    {
        Seconds("delay-before", figures.BaselineDelay);
        Seconds("time-to-detect", figures.TimeToDetect);
        Seconds("time-to-service", figures.TimeToService);
        Seconds("time-to-normal", figures.TimeToNormal);
        if (figures.TimeToService is not null)
            log.Record("acknowledged-lost", flows.AcknowledgedLost, "messages");
        log.Record("degradation-depth", 100 * figures.Depth, "%");
        Seconds("degradation-area", figures.Area);
        log.Draw(RecoveryChart.Of("degradation", figures, flows.Disturbance));
    }

    private void Seconds(string name, TimeSpan? value)
    {
        if (value is { } known)
            log.Record(name, known.TotalSeconds, "s");
    }
}
