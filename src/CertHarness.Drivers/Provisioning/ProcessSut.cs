using System.Diagnostics;
using System.Globalization;
using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning;

/// <summary>A SUT that runs as a process of the harness.</summary>
internal sealed class ProcessSut : IRunningSut
{
    // The watchdog gives the program 2 s to end by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly TimeProvider _time;
    private readonly string _processIdFile;
    private readonly Func<string, string> _fill;
    private int _disposed;

    public ProcessSut(Process process, ProcessOutput output, string processIdFile, Uri endpoint, Func<string, string> fill, TimeProvider time)
    {
        _process = process;
        _output = output;
        _processIdFile = processIdFile;
        _time = time;
        _fill = fill;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    public Ixit Complete(Ixit stated) => stated with
    {
        Endpoints = new MoreEndpoints(Fill(stated.Endpoints.Tls), Fill(stated.Endpoints.WebSocket)),
        Tls = stated.Tls with
        {
            Authority = Fill(stated.Tls.Authority),
            ClientCertificate = Fill(stated.Tls.ClientCertificate),
            ClientKey = Fill(stated.Tls.ClientKey),
        },
    };

    public string LogPath => _output.Path;

    // On Unix the process that was started is the watchdog; the program itself has written its id.
    public int? ProcessId =>
        !File.Exists(_processIdFile) ? _process.Id
        : int.TryParse(File.ReadAllText(_processIdFile), CultureInfo.InvariantCulture, out var id) ? id
        : null;

    public bool HasExited => _process.HasExited;

    public string? Ended => HasExited
        ? $"the SUT's process ended by itself with exit code {ExitCode}{string.Concat(LastLines.Select(l => "\n  " + l))}"
        : null;

    public DateTimeOffset? EndedAt => HasExited ? new DateTimeOffset(_process.ExitTime) : null;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyList<string> LastLines => _output.LastLines(10);

    /// <summary>Waits for the rest of the output of a process that has ended.</summary>
    public Task DrainAsync() => _output.FinishAsync(OutputGrace, _time);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

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
        _process.Dispose();
    }

    private string? Fill(string? text) => text is null ? null : _fill(text);
}
