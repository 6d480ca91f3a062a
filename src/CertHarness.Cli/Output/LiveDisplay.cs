using CertHarness.Load.Recording;
using CertHarness.Model.Planning;
using CertHarness.Runner.Runs;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>A progress bar on a terminal; what did not pass scrolls by above it.</summary>
/// <param name="console">The terminal.</param>
/// <param name="mayAsk">Whether questions may come up in the same place; then there is no bar.</param>
internal sealed class LiveDisplay(IAnsiConsole console, bool mayAsk) : ProgressDisplay
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _shown = Task.CompletedTask;
    private ProgressTask? _task;
    private int _finished;

    public override void Started(RunFolder folder) =>
        console.MarkupLineInterpolated($"[bold]CertHarness[/] {folder.Id}");

    public override void Planned(Uri endpoint, Plan plan, int done)
    {
        console.MarkupLineInterpolated(
            $"{Counted.Of(plan.Requirements.Count, "requirement")}, {Counted.Of(plan.Scenarios.Count, "scenario")} against [blue]{endpoint}[/]");
        _finished = done;
        if (mayAsk && plan.Scenarios.Any(s => s.Tags.Any(Needs.IsOperation)))
            return;
        _shown = console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                _task = context.AddTask("scenarios", maxValue: Math.Max(1, plan.Scenarios.Count));
                return _end.Task;
            });
    }

    public override void Repeated(int count)
    {
        _finished -= count;
        console.MarkupLineInterpolated($"[grey]the machine was busy: {count} undecided {(count == 1 ? "scenario is" : "scenarios are")} run again[/]");
    }

    public override void ScenarioFinished(string name, bool passed)
    {
        _finished++;
        _task?.Value = _finished;
        Describe("");
        if (!passed)
            console.MarkupLineInterpolated($"[yellow]not passed[/] {name}");
    }

    public override void Loaded(LoadSecond second) => Describe(second.IsConnecting
        ? $"  connecting: {second.Connected} devices"
        : $"  {Markup.Escape(LoadSummary.Line(second))}");

    private void Describe(string more) => _task?.Description = $"{_finished}/{_task.MaxValue:0} scenarios{more}";

    /// <summary>Takes the bar away; what is written next stands where it was.</summary>
    public override async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _shown;
        await base.DisposeAsync();
    }
}
