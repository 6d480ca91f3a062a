namespace CertHarness.Drivers.Provisioning;

/// <summary>Brings a SUT up for a run.</summary>
public interface IProvisioner
{
    /// <summary>Starts or finds the SUT. Whether it answers is the probe's business.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Model.Verdicts.SutUnavailableException">It did not start; the message says why, with the end of its output.</exception>
    Task<IRunningSut> StartAsync(CancellationToken cancellationToken);
}
