using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning.External;

/// <summary>The hand on a SUT that the harness did not start: the campaign's hooks, and an operator for what has none.</summary>
/// <param name="provision">The SUT and its hooks.</param>
/// <param name="offers">What can be done to it.</param>
/// <param name="calls">Calls the hooks.</param>
/// <param name="operatorAtHand">Who is asked to do what has no hook, or null.</param>
internal sealed class ExternalControl(
    ExternalProvision provision, IReadOnlySet<SutOperation> offers, HookCalls calls, IOperator? operatorAtHand) : ISutControl
{
    // Nobody can be asked to let a program stand still.
    private static readonly SutOperation[] ByHand = [SutOperation.Stop, SutOperation.Start, SutOperation.Restart, SutOperation.PowerCycle];

    private readonly OperationTurn _turn = new(offers);

    public IReadOnlySet<SutOperation> Offers => offers;

    public SutState State => _turn.State;

    public long? ResidentBytes => null;

    /// <summary>What can be done to a SUT by its hooks and by an operator; a restart also by a stop and a start.</summary>
    public static IReadOnlySet<SutOperation> OffersOf(ExternalProvision provision, bool hasOperator)
    {
        var offers = provision.Hooks.Keys.Concat(hasOperator ? ByHand : []).ToHashSet();
        if (offers.Contains(SutOperation.Stop) && offers.Contains(SutOperation.Start))
            offers.Add(SutOperation.Restart);
        return offers;
    }

    public Task DoAsync(SutOperation operation, CancellationToken cancellationToken) => _turn.TakeAsync(operation, async () =>
    {
        if (operation == SutOperation.Restart && !provision.Hooks.ContainsKey(operation)
            && (provision.Hooks.ContainsKey(SutOperation.Stop) || provision.Hooks.ContainsKey(SutOperation.Start)))
        {
            await HaveDoneAsync(SutOperation.Stop, cancellationToken);
            await HaveDoneAsync(SutOperation.Start, cancellationToken);
        }
        else
        {
            await HaveDoneAsync(operation, cancellationToken);
        }
    });

    private async Task HaveDoneAsync(SutOperation operation, CancellationToken cancellationToken)
    {
        if (provision.Hooks.TryGetValue(operation, out var hook))
            await calls.CallAsync(operation, hook, cancellationToken);
        else if (!await operatorAtHand!.AskAsync(operation, provision.Endpoint, cancellationToken))
            throw new SutUnavailableException($"The operator says that the SUT at {provision.Endpoint} was not given a {operation}.");
        _turn.State = operation switch
        {
            SutOperation.Stop => SutState.Stopped,
            SutOperation.Pause => SutState.Paused,
            _ => SutState.Running,
        };
    }
}
