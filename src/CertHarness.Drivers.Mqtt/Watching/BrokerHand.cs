using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>The hand that a scenario lays on the broker.</summary>
public sealed class BrokerHand
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    private readonly SutAccess _sut;
    private readonly WatchedFlows _flows;
    private readonly Clients _clients;
    private int _callers;

    internal BrokerHand(SutAccess sut, WatchedFlows flows, Clients clients) => (_sut, _flows, _clients) = (sut, flows, clients);

    /// <summary>Does something to the broker. Where no flow is measured, it returns once the broker serves again.</summary>
    /// <exception cref="ScenarioSkippedException">The SUT's provision does not offer it.</exception>
    /// <exception cref="SutUnavailableException">It could not be done, or the broker did not serve again in time.</exception>
    internal async Task DoAsync(SutOperation operation, CancellationToken cancellationToken)
    {
        var control = Control(operation);
        await _flows.DuringAsync(() => control.DoAsync(operation, cancellationToken));
        if (!_flows.IsWatching && operation != SutOperation.Pause)
            await ServesAsync(cancellationToken);
    }

    /// <summary>Lets the broker stand still for a while.</summary>
    internal Task StandStillAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        var control = Control(SutOperation.Pause);
        return _flows.DuringAsync(async () =>
        {
            await control.DoAsync(SutOperation.Pause, cancellationToken);
            await _clients.Waiting.PassAsync(span, cancellationToken);
            await control.DoAsync(SutOperation.Resume, cancellationToken);
        });
    }

    private ISutControl Control(SutOperation operation) => _sut.Control is { } control && control.Offers.Contains(operation)
        ? control
        : throw new ScenarioSkippedException($"The way in which the SUT is provided offers no {operation}.");

    private async Task ServesAsync(CancellationToken cancellationToken)
    {
        var begun = _clients.Waiting.Now;
        while (true)
        {
            try
            {
                // A caller of its own for each attempt: nobody knows yet whether older connections have ended.
                await _clients.StageHandAsync($"caller{++_callers}", MqttVersion.V311, cancellationToken);
                return;
            }
            catch (Exception absent) when (absent is SutUnavailableException or ExpectationNotMetException)
            {
                if (_clients.Waiting.Since(begun) > _sut.Ixit.StartTimeout)
                    throw new SutUnavailableException($"the broker did not serve again within {Waiting.Seconds(_sut.Ixit.StartTimeout)}: {absent.Message}", absent);
            }

            await _clients.Waiting.PassAsync(AskEvery, cancellationToken);
        }
    }
}
