using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning;

/// <summary>The hand on a SUT that everything can be done to.</summary>
/// <param name="actions">How it is done.</param>
public sealed class SutControl(ISutActions actions) : ISutControl
{
    private readonly OperationTurn _turn = new(Everything);

    /// <summary>Every operation.</summary>
    public static IReadOnlySet<SutOperation> Everything { get; } = Enum.GetValues<SutOperation>().ToHashSet();

    /// <inheritdoc/>
    public IReadOnlySet<SutOperation> Offers => Everything;

    /// <inheritdoc/>
    public SutState State => _turn.State;

    /// <inheritdoc/>
    public long? ResidentBytes => actions.ResidentBytes;

    /// <inheritdoc/>
    public Task DoAsync(SutOperation operation, CancellationToken cancellationToken) =>
        _turn.TakeAsync(operation, () => CarryOutAsync(operation, cancellationToken));

    private async Task CarryOutAsync(SutOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case SutOperation.Stop:
                await StopAsync(cancellationToken);
                break;
            case SutOperation.Start:
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
                await actions.PauseAsync(cancellationToken);
                _turn.State = SutState.Paused;
                break;
            default:
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
        _turn.State = SutState.Stopped;
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        if (State != SutState.Stopped)
            await actions.KillAsync(cancellationToken);
        _turn.State = SutState.Stopped;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await actions.StartAsync(cancellationToken);
        _turn.State = SutState.Running;
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await actions.ResumeAsync(cancellationToken);
        _turn.State = SutState.Running;
    }
}
