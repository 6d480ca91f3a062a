using CertHarness.Drivers.Provisioning.External;
using CertHarness.Model.Campaigns;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>Asks whoever sits at the terminal.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TerminalOperator(IAnsiConsole console) : IOperator
{
    /// <summary>Whoever sits at the terminal that the tool was started in; null where input or output is no terminal.</summary>
    public static TerminalOperator? AtHand => Console.IsInputRedirected || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive
        ? null
        : new TerminalOperator(AnsiConsole.Console);

    /// <inheritdoc/>
    public Task<bool> AskAsync(SutOperation operation, Uri sut, CancellationToken cancellationToken)
    {
        console.MarkupLineInterpolated($"[bold]Please[/] {Words(operation)} the SUT at [blue]{sut}[/]{Promptly(operation)}.");
        return new ConfirmationPrompt("Is it done?").ShowAsync(console, cancellationToken);
    }

    private static string Words(SutOperation operation) => operation switch
    {
        SutOperation.Stop => "stop",
        SutOperation.Start => "start",
        SutOperation.Restart => "restart",
        SutOperation.PowerCycle => "cut and restore the power of",
        SutOperation.Pause => "pause",
        SutOperation.Resume => "resume",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    // The scenario measures from the answer on.
    private static string Promptly(SutOperation operation) =>
        operation is SutOperation.Start or SutOperation.Restart or SutOperation.PowerCycle ? ", and answer as soon as it is starting" : "";
}
