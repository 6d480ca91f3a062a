using CertHarness.Drivers.Transport;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>
/// An MQTT broker for versions 3.1.1 and 5.0 that does what the standards say. What it knows it keeps over stops and starts, as a
/// broker does that writes to a disk before it acknowledges; it is all in memory and gone with the object.
/// </summary>
public sealed class ReferenceBroker : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly IReadOnlyList<ReservedPort> _ports;
    private Uptime? _uptime;
    private ITimer? _late;
    private bool _disposed;

    private ReferenceBroker(Broker broker, IReadOnlyList<ReservedPort> ports)
    {
        _broker = broker;
        _ports = ports;
        var uptime = _uptime = Uptime.Begin(broker, ports);
        Endpoint = uptime.Endpoints[0];
        WebSocketEndpoint = uptime.Endpoints.Count > 1 ? uptime.Endpoints[1] : null;
    }

    /// <summary>Where it is reached.</summary>
    public Uri Endpoint { get; }

    /// <summary>Where it is reached over WebSocket, or null.</summary>
    public Uri? WebSocketEndpoint { get; }

    /// <summary>How many bytes wait to be written to its clients.</summary>
    internal long WaitingBytes
    {
        get
        {
            lock (_broker.Gate)
                return _broker.Sessions.All.Sum(s => s.Connection?.WaitingBytes ?? 0);
        }
    }

    /// <summary>Starts a broker on free ports of the loopback address.</summary>
    /// <param name="time">The clock of all intervals of the protocol.</param>
    /// <param name="options">What it allows, or null for the defaults.</param>
    public static ReferenceBroker Start(TimeProvider time, BrokerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        var broker = new Broker(time, options ?? new BrokerOptions());
        return new(broker, [.. Enumerable.Range(0, broker.Options.WebSocket ? 2 : 1).Select(_ => new ReservedPort())]);
    }

    /// <summary>Disconnects all clients and stops listening. One that is stopped already stays so.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _uptime, null) is { } uptime)
        {
            uptime.GoOn();
            await uptime.DisposeAsync();
        }
    }

    /// <summary>Cuts all connections and stops listening, all at once and without a word, as without power.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _uptime, null) is { } uptime)
            await uptime.KillAsync();
    }

    /// <summary>Listens again at the same ports, which were kept for it, after a stop; time has passed meanwhile.</summary>
    /// <exception cref="InvalidOperationException">It was not stopped.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system gives no more sockets.</exception>
    public void StartAgain()
    {
        if (_uptime is not null)
            throw new InvalidOperationException("The broker runs already.");
        lock (_broker.Gate)
            _broker.Options.Disturbances.Restarts(_broker);
        _uptime = Uptime.Begin(_broker, _ports);
        ComeRound(_uptime);
    }

    /// <summary>Stands still: connections stay, nothing is read, answered or sent, and nothing becomes due.</summary>
    public void Pause() => _uptime?.StandStill();

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume()
    {
        if (_uptime is not { } uptime)
            return;
        lock (_broker.Gate)
            _broker.Options.Disturbances.GoesOn(_broker);
        if (_broker.Options.Disturbances.ServesAfter == TimeSpan.Zero)
            uptime.GoOn();
        ComeRound(uptime);
    }

    /// <summary>Disconnects all clients, stops listening and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        _late?.Dispose();
        await StopAsync();
        foreach (var port in _ports)
            port.Dispose();
        lock (_broker.Gate)
            _broker.Sessions.Clear();
    }

    // A broker that is right is itself again at once.
    private void ComeRound(Uptime uptime)
    {
        var faults = _broker.Options.Disturbances;
        _broker.Sluggishness = faults.Sluggishness;
        if (faults.ServesAfter == TimeSpan.Zero)
            return;
        if (!_broker.Clock.Standstill.IsOn)
            uptime.StandStill();
        _late?.Dispose();
        _late = _broker.Clock.Time.CreateTimer(_ => uptime.GoOn(), null, faults.ServesAfter, Timeout.InfiniteTimeSpan);
    }
}
