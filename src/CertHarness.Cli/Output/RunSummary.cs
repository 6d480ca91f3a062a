using System.Globalization;
using CertHarness.Model;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>The end of a run: what came out, and where to read on.</summary>
internal static class RunSummary
{
    /// <summary>At most this many failures are told on the terminal; the report has them all.</summary>
    private const int Shown = 20;

    /// <summary>One line for machines.</summary>
    public static string Json(Evaluation evaluation, string folder, TimeSpan elapsed)
    {
        var counts = VerdictCounts.Of(evaluation.Requirements.Select(r => r.Verdict));
        return JsonLine.Of(json =>
        {
            json.WriteString("run", folder);
            json.WriteString("verdict", Spelling.Of(evaluation.Verdict));
            json.WriteString("level", evaluation.Level is { } level ? Spelling.Of(level) : null);
            json.WriteStartObject("requirements");
            json.WriteNumber("pass", counts.Pass);
            json.WriteNumber("fail", counts.Fail);
            json.WriteNumber("inconclusive", counts.Inconclusive);
            json.WriteNumber("notApplicable", counts.NotApplicable);
            json.WriteNumber("error", counts.Error);
            json.WriteEndObject();
            json.WriteStartObject("monitors");
            json.WriteNumber("notFalsified", Monitors(evaluation).Count(m => m is { Packets: > 0, Violations.Count: 0 }));
            json.WriteNumber("broken", Monitors(evaluation).Count(m => m.Violations.Count > 0));
            json.WriteNumber("noPacket", Monitors(evaluation).Count(m => m.Packets == 0));
            json.WriteEndObject();
            MeasurementSummary.Write(evaluation, json);
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        });
    }

    /// <summary>A summary for people.</summary>
    public static void Write(Evaluation evaluation, string folder, TimeSpan elapsed, TextWriter output)
    {
        var console = ReferenceEquals(output, Console.Out)
            ? AnsiConsole.Console
            : AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        // In a pipe nobody knows how wide the reader's screen is.
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = int.MaxValue;

        if (evaluation.Reason is { } reason)
            console.MarkupLineInterpolated($"[yellow]{reason}[/]");

        WriteFindings(evaluation, console);
        MeasurementSummary.Write(evaluation, console);
        WriteCriteria(evaluation, console);
        var counts = VerdictCounts.Of(evaluation.Requirements.Select(r => r.Verdict));
        console.WriteLine();
        console.MarkupLine(
            $"[bold {Color(evaluation.Verdict)}]{Words(evaluation.Verdict)}[/]"
            + $"  level {(evaluation.Level is { } level ? Spelling.Of(level) : "none")} of {Spelling.Of(evaluation.Target)}"
            + $"  {counts.Pass} pass, {counts.Fail} fail, {counts.Inconclusive} inconclusive, {counts.NotApplicable} not applicable, {counts.Error} error"
            + $"  {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        if (Monitors(evaluation) is { Count: > 0 } monitors)
        {
            var broken = monitors.Count(m => m.Violations.Count > 0);
            var silent = monitors.Count(m => m.Packets == 0);
            console.WriteLine($"monitors {monitors.Count - broken - silent} not falsified, {broken} broken, {silent} saw no packet");
        }

        output.WriteLine($"report   {Path.Combine(folder, "report.en.html")}");
        output.WriteLine($"evidence {Path.Combine(folder, "evidence")}");
    }

    private static List<MonitorResult> Monitors(Evaluation evaluation) => [.. evaluation.Requirements.Select(r => r.Monitor).OfType<MonitorResult>()];

    private static void WriteFindings(Evaluation evaluation, IAnsiConsole console)
    {
        var scenarios = evaluation.Scenarios.ToDictionary(s => s.Scenario.Key);
        var findings = evaluation.Requirements.Where(r => r.Verdict is Verdict.Fail or Verdict.Error or Verdict.Inconclusive)
            .OrderByDescending(r => r.Verdict).ToList();
        if (evaluation.Reason is { } reason)
        {
            findings.RemoveAll(r => r.Scenarios.Count > 0 && r.Monitor is not { Violations.Count: > 0 }
                && r.Scenarios.Where(k => scenarios[k].Verdict == r.Verdict).All(k => IsTold(scenarios[k].Finding?.Message, reason)));
        }

        foreach (var requirement in findings.Take(Shown))
        {
            console.MarkupLineInterpolated(
                $"[{Color(requirement.Verdict)}]{Words(requirement.Verdict)}[/] {requirement.Requirement.Id}  {requirement.Requirement.Title.En}");
            var worst = requirement.Scenarios.Select(k => scenarios[k]).FirstOrDefault(s => s.Verdict == requirement.Verdict);
            if (worst?.Finding is { Expected: { } expected, Observed: { } observed })
                console.MarkupLineInterpolated($"     expected {expected}\n     observed {observed}{Proof(worst)}");
            else if (requirement.Limits.SelectMany(l => l.Violations).ToList() is { Count: > 0 } beyond && worst is null)
                beyond.ForEach(v => console.MarkupLineInterpolated($"     expected {v.Expected}\n     observed {v.Observed}"));
            else if (requirement is { Verdict: Verdict.Fail, Monitor.Violations: [var broken, ..] })
                console.MarkupLineInterpolated($"     expected {broken.Expected}\n     observed {broken.Observed}{Proof(scenarios[broken.Scenario] with { Finding = broken.ToFinding() })}");
            else if ((worst?.Finding?.Message ?? requirement.Reason) is { } message && !IsTold(message, evaluation.Reason))
                console.MarkupLineInterpolated($"     {message}");
        }

        if (findings.Count > Shown)
            console.WriteLine($"and {findings.Count - Shown} more, see the report");
    }

    /// <summary>Whether the reason of the run, which may have several parts, says it already.</summary>
    private static bool IsTold(string? message, string? reason) => message is not null && reason?.EndsWith(message, StringComparison.Ordinal) == true;

    private static string Proof(ScenarioResult scenario) =>
        scenario.Attachments is [{ Path: var file }, ..] ? $"\n     evidence {file}, {scenario.Finding!.Evidence}" : "";

    private static void WriteCriteria(Evaluation evaluation, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("criterion", "level").AddColumn("pass", c => c.RightAligned()).AddColumn("fail", c => c.RightAligned())
            .AddColumn("inconcl.", c => c.RightAligned()).AddColumn("n/a", c => c.RightAligned());
        foreach (var criterion in evaluation.Criteria)
        {
            table.AddRow(
                Spelling.Of(criterion.Criterion),
                criterion.Level is { } level ? Spelling.Of(level) : "none",
                Text(criterion.Counts.Pass), Text(criterion.Counts.Fail),
                Text(criterion.Counts.Inconclusive + criterion.Counts.Error), Text(criterion.Counts.NotApplicable));
        }

        console.Write(table);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Words(Verdict verdict) => Spelling.Of(verdict).Replace('-', ' ');

    private static string Color(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "green",
        Verdict.Fail => "red",
        Verdict.Error => "magenta",
        Verdict.Inconclusive => "yellow",
        _ => "grey",
    };
}
