using System.CommandLine;
using CertHarness.Runner;
using CertHarness.Runner.Reports;
using CertHarness.Runner.Runs;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness report</c>: evaluates a run again and writes its reports anew.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "The run's folder." };
        var command = new Command("report", "Evaluates a run again from its plan and journal, and writes its reports anew.") { run };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(run), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Write(string run, TextWriter output)
    {
        var folder = RunFolder.Open(run);
        var evaluation = RunEvaluation.Of(folder);
        ReportFiles.Write(evaluation, folder);
        output.WriteLine(folder.In("report.en.html"));
        return (int)ExitCodes.Of(evaluation.Verdict);
    }
}
