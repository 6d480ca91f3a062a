using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Cli.Output;

/// <summary>Shows how a load run goes: on a terminal one line that changes, in a pipe a line a second, for machines nothing but the end.</summary>
internal sealed class LoadDisplay(bool json, TextWriter output)
{
    private readonly bool _isLive = !json && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    private int _shown;

    public void Second(LoadSecond second)
    {
        // The end of a run seldom falls on that of a second: a piece of one is no rate.
        if (json || second.Length < Nanosecond.Second / 2)
            return;
        Show(second.IsConnecting
            ? $"{second.Number + 1,4} s  connecting: {second.Connected} devices"
            : LoadSummary.Text($"{second.Number + 1,4} s  {LoadSummary.Line(second)}{Own(second)}"));
    }

    public void Finished(LoadResult result)
    {
        EndLine();
        if (json)
            output.WriteLine(LoadSummary.Json(result, withSeconds: false));
        else
            LoadSummary.Write(result, output);
    }

    public void Tried(CapacityPoint point)
    {
        EndLine();
        if (!json)
            output.WriteLine(LoadSummary.Text($"{point.Rate,10:N0}/s  p50 {LoadSummary.Milliseconds(point.P50)}  p95 {LoadSummary.Milliseconds(point.P95)}  p99 {LoadSummary.Milliseconds(point.P99)} ms  {point.NotHeld ?? point.GeneratorLimit ?? "held"}"));
    }

    public void Found(CapacityResult found)
    {
        EndLine();
        output.WriteLine(json ? LoadSummary.Json(found) : LoadSummary.Text($"held: {(found.AtLeast is null ? "" : "at least ")}{found.Held:N0} a second{(found.AtLeast is null ? "" : $" ({found.AtLeast})")}"));
    }

    private static string Own(LoadSecond second) => second.Busy > GeneratorWatch.MostBusy || second.Outcomes[Outcome.Dropped] > 0 ? "  GENERATOR AT ITS LIMIT" : "";

    private void Show(string line)
    {
        if (!_isLive)
        {
            output.WriteLine(line);
            return;
        }

        output.Write($"\r{line.PadRight(_shown)}");
        _shown = line.Length;
    }

    private void EndLine()
    {
        if (_shown > 0)
            output.WriteLine();
        _shown = 0;
    }
}
