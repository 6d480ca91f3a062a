using CertHarness.Load.Recording;
using CertHarness.Model.Planning;
using CertHarness.Runner.Runs;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>Shows how a run goes: live on a terminal, plain lines in a pipe, nothing for machines.</summary>
internal abstract class ProgressDisplay : IRunObserver, IAsyncDisposable
{
    /// <summary>The display that fits where the output goes.</summary>
    /// <param name="json">Whether a machine reads it.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="mayAsk">Whether somebody is asked meanwhile to do what scenarios need done to the SUT.</param>
    public static ProgressDisplay For(bool json, TextWriter output, bool mayAsk) =>
        json ? new SilentDisplay()
        : ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected ? new LiveDisplay(AnsiConsole.Console, mayAsk)
        : new PlainDisplay(output);

    public virtual void Started(RunFolder folder)
    {
    }

    public virtual void Planned(Uri endpoint, Plan plan, int done)
    {
    }

    public virtual void ScenarioFinished(string name, bool passed)
    {
    }

    public virtual void Loaded(LoadSecond second)
    {
    }

    public virtual void Repeated(int count)
    {
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class SilentDisplay : ProgressDisplay;
}
