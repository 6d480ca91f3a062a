using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>A SUT that runs as a process of the harness, in one life after the other.</summary>
internal sealed class ProcessSut : IRunningSut, ISutActions
{
    // Service managers wait for as long, or longer, before they lose patience.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SignalPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    private readonly Func<bool, WatchedProgram> _launch;
    private readonly TimeProvider _time;
    private readonly Func<string, string> _fill;
    private WatchedProgram _program;
    private bool _endWanted;
    private int _disposed;

    /// <summary>Starts the program.</summary>
    /// <param name="launch">Starts it; true where it is not for the first time.</param>
    /// <param name="endpoint">Where it is reached.</param>
    /// <param name="fill">Fills placeholders.</param>
    /// <param name="time">The clock.</param>
    public ProcessSut(Func<bool, WatchedProgram> launch, Uri endpoint, Func<string, string> fill, TimeProvider time)
    {
        _launch = launch;
        _time = time;
        _fill = fill;
        Endpoint = endpoint;
        Control = Provisioners.CanSignal ? new SutControl(this) : null;
        _program = launch(false);
    }

    public Uri Endpoint { get; }

    public ISutControl? Control { get; }

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

    public string LogPath => _program.LogPath;

    public int? ProcessId => _program.ProcessId;

    public bool HasExited => _program.HasExited;

    public string? Ended => EndedByItself
        ? $"the SUT's process ended by itself with exit code {ExitCode}{string.Concat(LastLines.Select(l => "\n  " + l))}"
        : null;

    public DateTimeOffset? EndedAt => EndedByItself ? _program.ExitTime : null;

    public int ExitCode => _program.ExitCode;

    public IReadOnlyList<string> LastLines => _program.LastLines;

    public long? ResidentBytes => HasExited || _program.ProcessId is not { } id ? null : new ProcessTree(id).ResidentBytes;

    private bool EndedByItself => !_endWanted && HasExited;

    /// <summary>Waits for the rest of the output of a process that has ended.</summary>
    public Task DrainAsync() => _program.DrainAsync();

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync(Signal.Terminate, cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => EndAsync(Signal.Kill, cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _program.DisposeAsync();
        _program = _launch(true);
        _endWanted = false;

        // Before its id is known no signal could reach it.
        await UntilAsync(() => _program.ProcessId is not null || HasExited, "has not begun to run", cancellationToken);
    }

    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        var tree = Tree();
        await UntilAsync(IsHalted, "does not stand still after SIGSTOP", cancellationToken);

        // A signal takes effect a moment after it was sent; in that moment a process may start another.
        bool IsHalted()
        {
            tree.Signal(Signal.Stop);
            return tree.StandsStill;
        }
    }

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        Tree().Signal(Signal.Continue);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            await _program.DisposeAsync();
    }

    private async Task EndAsync(Signal signal, CancellationToken cancellationToken)
    {
        var tree = Tree();
        _endWanted = true;
        tree.Signal(signal);
        using var patience = new CancellationTokenSource(StopPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _program.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!HasExited)
        {
            _endWanted = false;
            cancellationToken.ThrowIfCancellationRequested();
            throw new SutUnavailableException($"The SUT's process has not ended within {StopPatience.TotalSeconds:0} s of the signal {signal}.");
        }

        // The watchdog has killed what was left; that takes a moment.
        await UntilAsync(() => tree.Members.Count == 0, "has left others behind that did not end", cancellationToken);
    }

    private ProcessTree Tree() =>
        Ended is { } how ? throw new SutUnavailableException(how)
        : _program.ProcessId is { } id ? new ProcessTree(id)
        : throw new SutUnavailableException("The SUT's process cannot be sent signals: its id is not known.");

    private async Task UntilAsync(Func<bool> condition, string problem, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while (!condition())
        {
            if (_time.GetElapsedTime(begun) > SignalPatience)
                throw new SutUnavailableException($"The SUT's process {problem} within {SignalPatience.TotalSeconds:0} s.");
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    private string? Fill(string? text) => text is null ? null : _fill(text);
}
