using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace CertHarness.Drivers.Provisioning.Containers;

/// <summary>A SUT that runs as a container: the same one, with its ports and its files, from start to start.</summary>
internal sealed class ContainerSut : IRunningSut, ISutActions
{
    private const uint StopPatienceSeconds = 30;

    private readonly DockerClient _client;
    private readonly string _id;
    private readonly ContainerWatchdog _watchdog;
    private readonly Func<string, string> _fill;
    private readonly string _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _disposing = new();
    private Task _watching = Task.CompletedTask;
    private volatile bool _endWanted;
    private int _processId;
    private int _disposed;

    public ContainerSut(
        DockerClient client, string id, ContainerWatchdog watchdog, Uri endpoint, Func<string, string> fill, string log, TimeProvider time)
    {
        (_client, _id, _watchdog, _fill, _log, _time) = (client, id, watchdog, fill, log, time);
        Endpoint = endpoint;
        Control = new SutControl(this);
    }

    public Uri Endpoint { get; }

    public ISutControl Control { get; }

    public string? Ended { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Its output, once it was disposed of.</summary>
    public string? LogPath => File.Exists(_log) ? _log : null;

    public long? ResidentBytes =>
        _processId != 0 && IsOurs(_processId) ? new ProcessTree(_processId).ResidentBytes : null;

    public Ixit Complete(Ixit stated) => stated with
    {
        Endpoints = new MoreEndpoints(Fill(stated.Endpoints.Tls), Fill(stated.Endpoints.WebSocket)),
    };

    /// <summary>Removes every container with a label.</summary>
    public static async Task RemoveAllAsync(DockerClient client, KeyValuePair<string, string> label)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{label.Key}={label.Value}"] = true } };
        foreach (var container in await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }))
            await client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
    }

    /// <summary>Notices from now on when it ends by itself.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        _endWanted = false;
        _processId = (int)(await StateAsync(cancellationToken)).Pid;
        _watching = WatchAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync(
        "stopped",
        () => _client.Containers.StopContainerAsync(_id, new ContainerStopParameters { WaitBeforeKillSeconds = StopPatienceSeconds }, cancellationToken),
        cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => EndAsync(
        "killed",
        async () =>
        {
            // Some engines send signals to containers only that do not stand still.
            if ((await StateAsync(cancellationToken)).Paused)
                await _client.Containers.UnpauseContainerAsync(_id, cancellationToken);
            await _client.Containers.KillContainerAsync(_id, new ContainerKillParameters { Signal = "SIGKILL" }, cancellationToken);
        },
        cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => AskAsync("started", async () =>
    {
        await _client.Containers.StartContainerAsync(_id, new ContainerStartParameters(), cancellationToken);
        await BeginAsync(cancellationToken);
    });

    public Task PauseAsync(CancellationToken cancellationToken) =>
        AskAsync("paused", () => _client.Containers.PauseContainerAsync(_id, cancellationToken));

    public Task ResumeAsync(CancellationToken cancellationToken) =>
        AskAsync("resumed", () => _client.Containers.UnpauseContainerAsync(_id, cancellationToken));

    /// <summary>The last lines of its output, each on a line of its own behind a line break.</summary>
    public async Task<string> LastLinesAsync(CancellationToken cancellationToken)
    {
        using var logs = await LogsAsync("10", cancellationToken);
        var (output, errors) = await logs.ReadOutputToEndAsync(cancellationToken);
        return string.Concat((output + errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(10).Select(l => "\n  " + l.TrimEnd()));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _endWanted = true;
        try
        {
            await KeepLogAsync();
            await RemoveAllAsync(_client, _watchdog.LabelOf);
        }
        finally
        {
            await _disposing.CancelAsync();
            await _watching;
            _disposing.Dispose();
            _client.Dispose();
            await _watchdog.DisposeAsync();
        }
    }

    private async Task EndAsync(string done, Func<Task> end, CancellationToken cancellationToken)
    {
        if (Ended is { } how)
            throw new SutUnavailableException(how);
        _endWanted = true;
        try
        {
            await AskAsync(done, end);
        }
        catch
        {
            _endWanted = false;
            throw;
        }

        await _watching.WaitAsync(cancellationToken);
        _processId = 0;
    }

    private async Task<State> StateAsync(CancellationToken cancellationToken) =>
        (await _client.Containers.InspectContainerAsync(_id, cancellationToken)).State
        ?? throw new SutUnavailableException("The container engine does not tell the state of the SUT's container.");

    private static async Task AskAsync(string done, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception cause) when (cause is DockerApiException or HttpRequestException)
        {
            throw new SutUnavailableException($"The SUT's container could not be {done}: {cause.Message}", cause);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            var end = await _client.Containers.WaitContainerAsync(_id, _disposing.Token);
            if (_endWanted)
                return;
            EndedAt = _time.GetUtcNow();
            var output = await LastLinesAsync(_disposing.Token);
            Ended = $"the SUT's container ended by itself with exit code {end.StatusCode}{output}";
        }
        catch (Exception cause) when (cause is DockerApiException or HttpRequestException or IOException && !_endWanted)
        {
            EndedAt = _time.GetUtcNow();
            Ended = $"the container engine does not answer any more: {cause.Message}";
        }
        catch (Exception cause) when (cause is OperationCanceledException or DockerApiException or HttpRequestException or IOException)
        {
            // Nobody wants to know any more.
        }
    }

    private async Task KeepLogAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_log)!);
        await using var file = File.Create(_log);
        using var logs = await LogsAsync("all", CancellationToken.None);
        await logs.CopyOutputToAsync(Stream.Null, file, file, CancellationToken.None);
    }

    private Task<MultiplexedStream> LogsAsync(string tail, CancellationToken cancellationToken) => _client.Containers.GetContainerLogsAsync(
        _id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = tail }, cancellationToken);

    // The engine may be on another machine, or in another one inside this: its ids say nothing here then.
    private bool IsOurs(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cgroup").Contains(_id, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string? Fill(string? text) => text is null ? null : _fill(text);
}
