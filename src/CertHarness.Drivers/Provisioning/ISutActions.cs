using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>What is done to a SUT of one kind; all operations consist of these. Each returns once it is done, and throws a
/// <see cref="SutUnavailableException"/> that says what happened instead.</summary>
public interface ISutActions
{
    /// <summary>Asks a running SUT to end, and waits until it has.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Ends a SUT without warning, running or paused, and waits until it has ended.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Starts a SUT that has ended, at the same address and with the same data. Whether it serves already is not waited for.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Makes a running SUT stand still.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task PauseAsync(CancellationToken cancellationToken);

    /// <summary>Lets a paused SUT go on.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>The memory that the SUT holds in RAM, with all its processes, in bytes; null where nobody can tell.</summary>
    long? ResidentBytes { get; }
}
