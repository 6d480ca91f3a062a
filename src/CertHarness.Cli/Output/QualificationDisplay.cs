using CertHarness.Model.Qualifying;
using CertHarness.Runner.Qualifying;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>Shows how a qualification goes: a bar on a terminal, plain lines in a pipe, nothing for machines.</summary>
internal sealed class QualificationDisplay : IQualificationObserver, IAsyncDisposable
{
    private readonly TextWriter? _output;
    private readonly IAnsiConsole? _console;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _shown = Task.CompletedTask;
    private ProgressTask? _bar;
    private int _planned;
    private int _finished;

    public QualificationDisplay(bool json, TextWriter output)
    {
        _output = json ? null : output;
        _console = !json && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected ? AnsiConsole.Console : null;
    }

    public void Started(string folder, int requirements, int witnesses) =>
        Write($"qualification {Path.GetFileName(folder)}: {requirements} requirements, {witnesses} witnesses");

    public void WitnessFinished(Witness witness, int passed) =>
        Write(witness.Reason is { } reason ? $"witness {witness.Campaign}: {reason}" : $"witness {witness.Campaign}: passes {passed} requirements");

    public void MutantsPlanned(int mutants)
    {
        Write($"{mutants} mutants");
        _planned = mutants;
        if (_console is null)
            return;

        _shown = _console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                _bar = context.AddTask("mutants", maxValue: Math.Max(1, mutants));
                return _end.Task;
            });
    }

    public void MutantFinished(string name, bool killed)
    {
        _finished++;
        if (_bar is { } bar)
        {
            bar.Value = _finished;
            bar.Description = $"{_finished}/{_planned} mutants";
        }

        if (!killed)
            Write($"{_finished}/{_planned} not noticed: {name}");
    }

    /// <summary>Takes the bar away; what is written next stands where it was.</summary>
    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _shown;
    }

    private void Write(string line)
    {
        if (_console is { } console)
            console.WriteLine(line);
        else
            _output?.WriteLine(line);
    }
}
