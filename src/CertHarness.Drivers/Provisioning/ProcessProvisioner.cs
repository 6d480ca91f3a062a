using CertHarness.Drivers.Transport;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>
/// Starts a SUT as a process on a free loopback port and ends it, with its descendants, when it is disposed of or when the
/// harness ends, however that happens (on Windows: only when it is disposed of).
/// </summary>
public sealed class ProcessProvisioner : IProvisioner
{
    private const int Attempts = 3;
    private const string LogName = "sut.log";
    private const string ProcessIdName = "sut.pid";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ProcessProvision _provision;
    private readonly ScratchFolder _scratch;
    private readonly TimeProvider _time;
    private readonly TimeSpan _startTimeout;

    /// <summary>Creates the provisioner; nothing is started or written yet.</summary>
    /// <param name="provision">The command, its files and the endpoint.</param>
    /// <param name="scratch">The folder that <c>{dir}</c> stands for; created where needed, never removed. The process's output
    /// goes to <c>sut.log</c> in it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="startTimeout">How long the process may take until it accepts a connection; more than zero.</param>
    /// <exception cref="ArgumentException">The command is empty, or a file would lie outside the scratch folder or replace one of
    /// the harness's.</exception>
    public ProcessProvisioner(ProcessProvision provision, string scratch, TimeProvider time, TimeSpan startTimeout)
    {
        ArgumentNullException.ThrowIfNull(provision);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(startTimeout, TimeSpan.Zero);
        _provision = provision;
        _scratch = new ScratchFolder(scratch);
        _time = time;
        _startTimeout = startTimeout;
        if (provision.Command.Count == 0)
        {
            throw new ArgumentException("The command that starts the SUT is empty; it needs at least a program.", nameof(provision));
        }

        if (provision.Files.Keys.FirstOrDefault(name => !_scratch.Holds(name) || name is LogName or ProcessIdName) is { } wrong)
        {
            throw new ArgumentException(
                $"The file '{wrong}' cannot be written: a name must be relative, without '..', and not {LogName} or {ProcessIdName}.",
                nameof(provision));
        }
    }

    /// <inheritdoc/>
    public async Task<IRunningSut> StartAsync(CancellationToken cancellationToken)
    {
        // A port can be lost between the search and the start, but only one that was searched.
        var attempts = _provision.Endpoint.Contains("{port", StringComparison.Ordinal) ? Attempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            var ports = new FreePorts();
            var endpoint = new Uri(_scratch.Fill(_provision.Endpoint, ports));
            if (await AcceptsAsync(endpoint, _startTimeout, cancellationToken))
            {
                if (attempt < attempts)
                {
                    continue;
                }

                throw new SutUnavailableException($"{Program}: {Where(endpoint)} is served by another program already; end that, or use {{port}}");
            }

            if (await TryStartAsync(endpoint, ports, isLast: attempt == attempts, cancellationToken) is { } sut)
            {
                return sut;
            }
        }
    }

    private async Task<ProcessSut?> TryStartAsync(Uri endpoint, FreePorts ports, bool isLast, CancellationToken cancellationToken)
    {
        var sut = await LaunchAsync(endpoint, ports, cancellationToken);
        var ready = false;
        try
        {
            ready = await IsReadyAsync(sut, cancellationToken);
            if (ready)
            {
                return sut;
            }

            await sut.DrainAsync();
            return !isLast && LostPort(sut, ports)
                ? null
                : throw new SutUnavailableException(
                    $"{Program}: ended with exit code {sut.ExitCode} before {Where(endpoint)} accepted a connection{Details(sut)}");
        }
        finally
        {
            if (!ready)
            {
                await sut.DisposeAsync();
            }
        }
    }

    private string Program => _provision.Command[0];

    private async Task<ProcessSut> LaunchAsync(Uri endpoint, FreePorts ports, CancellationToken cancellationToken)
    {
        var command = _provision.Command.Select(part => _scratch.Fill(part, ports)).ToList();
        await _scratch.WriteAsync(_provision.Files, ports, cancellationToken);
        var program = ProgramSearch.Find(command[0])
            ?? throw new SutUnavailableException(
                $"{command[0]}: there is no such program; install {Path.GetFileName(command[0])}, or give its full path in the campaign");
        return new ProcessSut(
            again => WatchedProgram.Start(program, command.Skip(1), _scratch.PathOf(ProcessIdName), _scratch.PathOf(LogName), again, _time),
            endpoint,
            text => _scratch.Fill(text, ports),
            _time);
    }

    /// <summary>True once the endpoint accepts a connection, false when the process ended first.</summary>
    private async Task<bool> IsReadyAsync(ProcessSut sut, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        for (var accepted = false; ;)
        {
            if (sut.HasExited)
            {
                return false;
            }

            // A process that lost its port to another may be about to end: it must outlive what accepted by one poll.
            if (accepted)
            {
                return true;
            }

            var left = _startTimeout - _time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
            {
                throw new SutUnavailableException(
                    $"{Program}: {Where(sut.Endpoint)} did not accept a connection within {TcpConnector.Seconds(_startTimeout)}{Details(sut)}");
            }

            accepted = await AcceptsAsync(sut.Endpoint, left, cancellationToken);
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    private async Task<bool> AcceptsAsync(Uri endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await TcpConnector.ConnectAsync(
                Program, endpoint.DnsSafeHost, endpoint.Port, timeout, _time, cancellationToken);
            return true;
        }
        catch (SutUnavailableException)
        {
            return false;
        }
    }

    private string Details(ProcessSut sut)
    {
        var lines = sut.LastLines;
        return $"\nCommand: {string.Join(' ', _provision.Command)}\n"
            + (lines.Count == 0 ? "It printed nothing." : $"Last output (all of it in {sut.LogPath}):\n  {string.Join("\n  ", lines)}");
    }

    private static string Where(Uri endpoint) => TcpConnector.Where(endpoint.DnsSafeHost, endpoint.Port);

    /// <summary>Whether another process took the port between the search and the start.</summary>
    private static bool LostPort(ProcessSut sut, FreePorts ports)
    {
        if (sut.LastLines.Any(line => line.Contains("in use", StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        return ports.AnyTaken;
    }
}
