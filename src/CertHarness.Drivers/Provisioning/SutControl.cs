using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning;

/// <summary>The hand on a SUT that everything can be done to.</summary>
/// <param name="actions">How it is done.</param>
public sealed class SutControl(ISutActions actions) : ISutControl
{
    private int _busy;

    /// <summary>Every operation.</summary>
    public static IReadOnlySet<SutOperation> Everything { get; } = Enum.GetValues<SutOperation>().ToHashSet();

    /// <inheritdoc/>
    public IReadOnlySet<SutOperation> Offers => Everything;

    /// <inheritdoc/>
    public SutState State { get; private set; }

    /// <inheritdoc/>
    public long? ResidentBytes => actions.ResidentBytes;

    /// <inheritdoc/>
    public async Task DoAsync(SutOperation operation, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException($"The SUT cannot be given a {operation} while another operation is under way.");
        try
        {
            await CarryOutAsync(operation, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private async Task CarryOutAsync(SutOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case SutOperation.Stop:
                Expect(operation, SutState.Running, SutState.Paused);
                await StopAsync(cancellationToken);
                break;
            case SutOperation.Start:
                Expect(operation, SutState.Stopped);
                await StartAsync(cancellationToken);
                break;
            case SutOperation.Restart:
                await StopAsync(cancellationToken);
                await StartAsync(cancellationToken);
                break;
            case SutOperation.PowerCycle:
                await KillAsync(cancellationToken);
                await StartAsync(cancellationToken);
                break;
            case SutOperation.Pause:
                Expect(operation, SutState.Running);
                await actions.PauseAsync(cancellationToken);
                State = SutState.Paused;
                break;
            default:
                Expect(operation, SutState.Paused);
                await ResumeAsync(cancellationToken);
                break;
        }
    }

    // What stands still cannot end by itself.
    private async Task StopAsync(CancellationToken cancellationToken)
    {
        if (State == SutState.Paused)
            await ResumeAsync(cancellationToken);
        if (State == SutState.Running)
            await actions.StopAsync(cancellationToken);
        State = SutState.Stopped;
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        if (State != SutState.Stopped)
            await actions.KillAsync(cancellationToken);
        State = SutState.Stopped;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await actions.StartAsync(cancellationToken);
        State = SutState.Running;
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await actions.ResumeAsync(cancellationToken);
        State = SutState.Running;
    }

    private void Expect(SutOperation operation, params ReadOnlySpan<SutState> states)
    {
        if (!states.Contains(State))
            throw new InvalidOperationException($"The SUT cannot be given a {operation}: it is {State.ToString().ToLowerInvariant()}.");
    }
}
