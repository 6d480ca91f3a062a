using System.Diagnostics;
using System.Text.Json;
using CertHarness.Gherkin.Messages;

namespace CertHarness.GherkinBench;

/// <summary>What one process cost.</summary>
/// <param name="Process">Seconds from its start to its end.</param>
/// <param name="Run">Seconds from its first message of the run to the last, by its own clock: reading features is left out.</param>
/// <param name="Cpu">Seconds of all processors.</param>
/// <param name="PeakBytes">The most memory that it held.</param>
internal sealed record Measured(double Process, double Run, double Cpu, long PeakBytes)
{
    /// <summary>Runs a program that writes messages into one file and its cost into another, as the two environment variables say.</summary>
    public static Measured Of(string folder, string program, params string[] arguments)
    {
        var messages = Path.Combine(folder, "messages.ndjson");
        var cost = Path.Combine(folder, "cost.json");
        File.Delete(messages);
        File.Delete(cost);
        var start = new ProcessStartInfo(program, arguments.Select(a => a.Replace("MESSAGES", messages, StringComparison.Ordinal).Replace("COST", cost, StringComparison.Ordinal)))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["BENCH_COST"] = cost;
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        using var process = System.Diagnostics.Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = time.GetElapsedTime(started);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        using var told = JsonDocument.Parse(File.ReadAllText(cost));
        return new Measured(
            elapsed.TotalSeconds,
            RunSeconds(messages),
            told.RootElement.GetProperty("cpuSeconds").GetDouble(),
            told.RootElement.GetProperty("peakBytes").GetInt64());
    }

    /// <summary>The best of several: what disturbs a measurement only ever adds to it.</summary>
    public static Measured Best(IReadOnlyList<Measured> all) =>
        new(all.Min(m => m.Process), all.Min(m => m.Run), all.Min(m => m.Cpu), all.Min(m => m.PeakBytes));

    private static double RunSeconds(string messages)
    {
        using var stream = File.OpenRead(messages);
        double started = 0, finished = 0;
        foreach (var envelope in new NdjsonReader(stream).ReadAll())
        {
            if (envelope.TestRunStarted is { } first)
                started = first.Timestamp.Seconds + (first.Timestamp.Nanos / 1e9);
            else if (envelope.TestRunFinished is { } last)
                finished = last.Timestamp.Seconds + (last.Timestamp.Nanos / 1e9);
        }

        return finished - started;
    }
}
