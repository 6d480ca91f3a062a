using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>Starts a SUT that travels with the harness.</summary>
/// <param name="sut">The SUT.</param>
/// <param name="time">The clock that the SUT runs by.</param>
public sealed class EmbeddedProvisioner(IEmbeddedSut sut, TimeProvider time) : IProvisioner
{
    /// <inheritdoc/>
    public async Task<IRunningSut> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sut.StartAsync(time, cancellationToken);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SutUnavailableException))
        {
            throw new SutUnavailableException($"embedded:{sut.Name} did not start: {cause.Message}", cause);
        }
    }
}
