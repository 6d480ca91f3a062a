namespace CertHarness.Drivers.Provisioning;

/// <summary>Takes a SUT that is there already.</summary>
/// <param name="endpoint">Where it is reached.</param>
public sealed class ExternalProvisioner(Uri endpoint) : IProvisioner
{
    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(CancellationToken cancellationToken) => Task.FromResult<IRunningSut>(new ExternalSut(endpoint));

    private sealed record ExternalSut(Uri Endpoint) : IRunningSut
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
