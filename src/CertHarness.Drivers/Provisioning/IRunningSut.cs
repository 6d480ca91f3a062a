namespace CertHarness.Drivers.Provisioning;

/// <summary>A SUT that was started or found; disposing it stops what the harness started.</summary>
public interface IRunningSut : IAsyncDisposable
{
    /// <summary>Where it is reached.</summary>
    Uri Endpoint { get; }
}
