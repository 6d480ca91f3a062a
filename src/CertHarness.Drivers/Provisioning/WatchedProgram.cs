using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>One life of a program: from a start to its end.</summary>
internal sealed class WatchedProgram : IAsyncDisposable
{
    // The watchdog gives the program 2 s to end by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly string _processIdFile;
    private readonly TimeProvider _time;
    private bool _disposed;

    private WatchedProgram(Process process, ProcessOutput output, string processIdFile, TimeProvider time) =>
        (_process, _output, _processIdFile, _time) = (process, output, processIdFile, time);

    public string LogPath => _output.Path;

    public IReadOnlyList<string> LastLines => _output.LastLines(10);

    public bool HasExited => _disposed || _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public DateTimeOffset ExitTime => new(_process.ExitTime);

    // On Unix the process that was started is the watchdog; the program itself has written its id.
    public int? ProcessId => OperatingSystem.IsWindows() ? _process.Id : WrittenId;

    private int? WrittenId =>
        File.Exists(_processIdFile) && File.ReadAllText(_processIdFile) is var text && text.EndsWith('\n')
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="processIdFile">Where the watchdog writes the program's process id; what is there is removed.</param>
    /// <param name="log">Where its output goes.</param>
    /// <param name="append">Whether that is appended to what is there.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SutUnavailableException">The system refused; the message says why.</exception>
    public static WatchedProgram Start(
        string program, IEnumerable<string> arguments, string processIdFile, string log, bool append, TimeProvider time)
    {
        File.Delete(processIdFile);
        try
        {
            var process = Watchdog.Start(program, arguments, processIdFile);
            var output = new ProcessOutput(log, append, process.StandardOutput.BaseStream, process.StandardError.BaseStream);
            return new WatchedProgram(process, output, processIdFile, time);
        }
        catch (Win32Exception cause)
        {
            throw new SutUnavailableException($"{program}: could not be started: {cause.Message}", cause);
        }
    }

    /// <summary>Waits until the program has ended, and all of its descendants in its process group with it.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Waits for the rest of the output of a program that has ended.</summary>
    public Task DrainAsync() => _output.FinishAsync(OutputGrace, _time);

    /// <summary>Ends it, with its descendants, whatever it does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
        }

        // The watchdog takes the broken pipe for the harness's end.
        _process.StandardInput.Close();
        using var grace = new CancellationTokenSource(Grace, _time);
        try
        {
            await _process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await DrainAsync();
        await _output.DisposeAsync();
        _disposed = true;
        _process.Dispose();
    }
}
