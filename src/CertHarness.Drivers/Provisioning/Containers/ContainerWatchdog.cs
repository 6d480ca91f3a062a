using System.Diagnostics;
using System.Runtime.InteropServices;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning.Containers;

/// <summary>
/// Sees to it that a container does not outlive the harness. A program of its own holds the reading end of a pipe: the pipe breaks
/// when the harness ends, however it ends, and the program then has the engine remove every container with the label.
/// </summary>
internal sealed class ContainerWatchdog : IAsyncDisposable
{
    private const string Program = "CertHarness.Reaper.dll";
    private const string LabelName = "org.certharness.harness";

    private static int _count;

    private readonly Process _process;

    private ContainerWatchdog(Process process, string label) => (_process, Label) = (process, label);

    /// <summary>The label that its containers have, and no others.</summary>
    public KeyValuePair<string, string> LabelOf => new(LabelName, Label);

    private string Label { get; }

    /// <summary>Starts it; once that has returned it watches.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SutUnavailableException">It did not start.</exception>
    public static async Task<ContainerWatchdog> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var label = $"{Environment.ProcessId}-{time.GetUtcNow().UtcTicks}-{Interlocked.Increment(ref _count)}";
        var start = new ProcessStartInfo(DotNet, ["exec", Path.Combine(AppContext.BaseDirectory, Program), LabelName, label])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var watchdog = new ContainerWatchdog(Process.Start(start)!, label);
        if (await watchdog._process.StandardOutput.ReadLineAsync(cancellationToken) is not null)
            return watchdog;
        await watchdog.DisposeAsync();
        throw new SutUnavailableException($"{Program}: ended with exit code {watchdog._process.ExitCode}; without it a container could outlive the harness");
    }

    /// <summary>Ends it: nothing is left to do.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync();
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    // The host of this process, also where that was started by a program of its own name.
    private static string DotNet => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
