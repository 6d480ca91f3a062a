using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning.External;

/// <summary>Takes a SUT that is there already.</summary>
/// <param name="provision">Where it is reached, and the hooks on it.</param>
/// <param name="scratch">A folder for what the hooks print; created where needed, never removed.</param>
/// <param name="time">The clock.</param>
/// <param name="operatorAtHand">Who is asked to do what has no hook, or null.</param>
public sealed class ExternalProvisioner(ExternalProvision provision, string scratch, TimeProvider time, IOperator? operatorAtHand = null) : IProvisioner
{
    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(CancellationToken cancellationToken)
    {
        var offers = ExternalControl.OffersOf(provision, operatorAtHand is not null);
        var control = offers.Count == 0 ? null : new ExternalControl(provision, offers, new HookCalls(scratch, time), operatorAtHand);
        return Task.FromResult<IRunningSut>(new ExternalSut(provision.Endpoint, control));
    }

    private sealed record ExternalSut(Uri Endpoint, ISutControl? Control) : IRunningSut
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
