using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Runner.Runs;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>A progress bar on a terminal; what did not pass scrolls by above it.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : ProgressDisplay
{
    private readonly TaskCompletionSource _end = new();
    private ProgressTask? _task;
    private Task? _shown;

    public override void Started(RunFolder folder) =>
        console.MarkupLineInterpolated($"[bold]CertHarness[/] {folder.Id}");

    public override void Planned(Uri endpoint, Plan plan, int done)
    {
        console.MarkupLineInterpolated(
            $"{plan.Requirements.Count} requirements, {plan.Scenarios.Count} scenarios against [blue]{endpoint}[/]");
        var ready = new TaskCompletionSource();
        _shown = console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                _task = context.AddTask("scenarios", maxValue: Math.Max(1, plan.Scenarios.Count));
                _task.Increment(done);
                ready.SetResult();
                await _end.Task;
            });
        ready.Task.Wait();
    }

    public override void ScenarioFinished(string name, bool passed)
    {
        _task!.Increment(1);
        _task.Description = $"{_task.Value:0}/{_task.MaxValue:0} scenarios";
        if (!passed)
            console.MarkupLineInterpolated($"[yellow]not passed[/] {name}");
    }

    public override void Evaluated(Evaluation evaluation) => End();

    public override void Dispose()
    {
        End();
        base.Dispose();
    }

    private void End()
    {
        _end.TrySetResult();
        _shown?.Wait();
        _shown = null;
    }
}
