using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning.External;

/// <summary>Somebody at the terminal who can lay hands on a SUT that the harness did not start.</summary>
public interface IOperator
{
    /// <summary>Asks for something to be done to the SUT, and waits for the answer.</summary>
    /// <param name="operation">What.</param>
    /// <param name="sut">To what: where it is reached.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was done.</returns>
    Task<bool> AskAsync(SutOperation operation, Uri sut, CancellationToken cancellationToken);
}
