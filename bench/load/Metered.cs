using System.Diagnostics;
using System.Globalization;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.LoadBench;

/// <summary>What a process did and the CPU time of its whole life, measured from outside and in the same way for all.</summary>
internal sealed record Metered(string Output, double User, double System)
{
    public double Cpu => User + System;

    /// <summary>The meter: the time that bash tells of the process.</summary>
    private const string Script = "TIMEFORMAT='%U %S'; { time \"$@\" 2>&3; } 3>&2 2>\"$CPU_FILE\"";

    public static async Task<Metered> RunAsync(Scratch scratch, string program, params string[] arguments)
    {
        var file = scratch.File($"cpu-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
        var info = new ProcessStartInfo("bash", ["-c", Script, "meter", program, .. arguments]) { RedirectStandardOutput = true };
        info.Environment["CPU_FILE"] = file;
        info.Environment["GOMAXPROCS"] = "1";
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Read(file, output) : throw new IOException($"{program} failed with {process.ExitCode}: {output}");
    }

    /// <summary>Runs a generator as the harness does, with the meter around it.</summary>
    public static async Task<(LoadResult Result, Metered Meter)> GenerateAsync(
        Scratch scratch, Uri address, LoadPlan plan, Dictionary<string, string> options, params string[] localAddresses)
    {
        var file = scratch.File($"cpu-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
        Environment.SetEnvironmentVariable("CPU_FILE", file);
        var generator = new GeneratorProcess("bash", ["-c", Script, "meter", Environment.ProcessPath!, "generate"], TimeProvider.System);
        var totals = new LoadTotals();
        var end = await generator.RunAsync(new GeneratorOrder(address, options, localAddresses, plan), totals.Add, CancellationToken.None);
        return (totals.Finish(end), Read(file, ""));
    }

    private static Metered Read(string file, string output)
    {
        var times = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new(output, times[0], times[1]);
    }
}
