using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning;

/// <summary>Lets one operation at a time through, and only those that make sense in the state that the SUT is in.</summary>
/// <param name="offers">What can be done to the SUT.</param>
internal sealed class OperationTurn(IReadOnlySet<SutOperation> offers)
{
    private int _busy;

    /// <summary>What the operations left the SUT in; set as they go.</summary>
    public SutState State { get; set; }

    /// <summary>Carries an operation out.</summary>
    /// <exception cref="InvalidOperationException">It is not offered, another one is under way, or it makes no sense now.</exception>
    public async Task TakeAsync(SutOperation operation, Func<Task> carryOut)
    {
        if (!offers.Contains(operation))
            throw new InvalidOperationException($"The SUT cannot be given a {operation}: that is not offered.");
        if (!Fits(operation))
            throw new InvalidOperationException($"The SUT cannot be given a {operation}: it is {State.ToString().ToLowerInvariant()}.");
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException($"The SUT cannot be given a {operation} while another operation is under way.");
        try
        {
            await carryOut();
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private bool Fits(SutOperation operation) => operation switch
    {
        SutOperation.Stop => State != SutState.Stopped,
        SutOperation.Start => State == SutState.Stopped,
        SutOperation.Pause => State == SutState.Running,
        SutOperation.Resume => State == SutState.Paused,
        _ => true,
    };
}
