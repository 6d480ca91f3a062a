using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>The hand on a running SUT. Only one operation at a time.</summary>
public interface ISutControl
{
    /// <summary>What can be done to it; known before the run, so that a requirement that needs more is not applicable.</summary>
    IReadOnlySet<SutOperation> Offers { get; }

    /// <summary>What the last operation left the SUT in.</summary>
    SutState State { get; }

    /// <summary>Does something to the SUT and returns once it is done: it has ended, its start was asked for, it stands still or goes on.
    /// Whether a SUT that was started serves already is for the scenario to find out.</summary>
    /// <param name="operation">One that is offered.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">It is not offered, another one is under way, or it makes no sense in the state that
    /// the SUT is in, such as a start of one that runs.</exception>
    /// <exception cref="SutUnavailableException">It could not be done; the message says what happened instead.</exception>
    Task DoAsync(SutOperation operation, CancellationToken cancellationToken);

    /// <summary>The memory that the SUT holds in RAM, with all its processes, in bytes; null where nobody can tell.</summary>
    long? ResidentBytes { get; }
}
