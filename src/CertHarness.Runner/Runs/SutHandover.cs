using CertHarness.Drivers;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;

namespace CertHarness.Runner.Runs;

/// <summary>Hands the SUT on as a scenario has found it: running and serving, whatever the scenario did to it and where it stopped.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="sut">The SUT.</param>
/// <param name="driver">Tells whether it serves.</param>
/// <param name="time">The clock.</param>
[Binding]
public sealed class SutHandover(ScenarioContext scenario, SutAccess sut, IProtocolDriver driver, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits as long as a start may take. Scenarios that do nothing to the SUT are not looked at, nor is a SUT that nobody uses after them.</summary>
    /// <exception cref="SutUnavailableException">It does not serve.</exception>
    [AfterScenario(Order = int.MaxValue - 1)]
    public async Task HandOn()
    {
        if (!sut.HandedOn || sut.Control is not { } control || !scenario.Scenario.Tags.Any(Needs.IsOperation))
            return;

        // Not the scenario's token: what was cancelled has left the SUT in any state.
        using var patience = new CancellationTokenSource(sut.Ixit.StartTimeout, time);
        if (control.State != SutState.Running)
            await control.DoAsync(control.State == SutState.Paused ? SutOperation.Resume : SutOperation.Start, patience.Token);
        while ((await driver.ProbeAsync(sut, time, CancellationToken.None)).Unreachable is { } reason)
        {
            if (patience.IsCancellationRequested)
                throw new SutUnavailableException($"The SUT does not serve after what the scenario did to it: {reason}");
            await Task.Delay(Poll, time, CancellationToken.None);
        }
    }
}
