using System.CommandLine;
using CertHarness.Cli.Output;
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
        var json = new Option<bool>("--json") { Description = "Print the JSON line of the run and nothing else." };
        var command = new Command("report", "Evaluates a run again from its plan and journal, and writes its reports anew.") { run, json };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(run), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Write(string run, bool json, TextWriter output)
    {
        var folder = RunFolder.Open(run);
        var evaluation = RunEvaluation.Of(folder);
        ReportFiles.Write(evaluation, folder);
        var took = evaluation.Finished - evaluation.Started ?? TimeSpan.Zero;
        output.WriteLine(json ? RunSummary.Json(evaluation, folder.Path, took) : folder.In("report.en.html"));
        return (int)ExitCodes.Of(evaluation.Verdict);
    }
}
