using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>An MQTT broker for versions 3.1.1 and 5.0 that keeps everything in memory and does what the standards say.</summary>
public sealed class ReferenceBroker : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly IReadOnlyList<Listener> _listeners;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Connection> _connections = [];
    private readonly HashSet<Task> _loops = [];
    private readonly Task _accepting;

    private ReferenceBroker(TimeProvider time, BrokerOptions options, IReadOnlyList<Listener> listeners)
    {
        _broker = new Broker(time, options);
        _listeners = listeners;
        Endpoint = listeners[0].Endpoint;
        WebSocketEndpoint = listeners.Count > 1 ? listeners[1].Endpoint : null;
        _accepting = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    /// <summary>Where it is reached.</summary>
    public Uri Endpoint { get; }

    /// <summary>Where it is reached over WebSocket, or null.</summary>
    public Uri? WebSocketEndpoint { get; }

    /// <summary>Starts a broker on free ports of the loopback address.</summary>
    /// <param name="time">The clock of all intervals of the protocol.</param>
    /// <param name="options">What it allows, or null for the defaults.</param>
    public static ReferenceBroker Start(TimeProvider time, BrokerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        options ??= new BrokerOptions();
        var listeners = new List<Listener>();
        try
        {
            listeners.Add(new Listener(options, webSocket: false));
            if (options.WebSocket)
                listeners.Add(new Listener(options, webSocket: true));
            return new(time, options, listeners);
        }
        catch
        {
            listeners.ForEach(l => l.Dispose());
            throw;
        }
    }

    /// <summary>Disconnects all clients and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        foreach (var listener in _listeners)
            listener.Dispose();
        await _accepting;
        Task[] loops;
        lock (_broker.Gate)
        {
            foreach (var connection in _connections)
                connection.Disconnect(ReasonCode.ServerShuttingDown, "the broker stops");
            loops = [.. _loops];
        }

        await Task.WhenAll(loops);
        lock (_broker.Gate)
            _broker.Sessions.Clear();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Listener listener)
    {
        try
        {
            while (true)
                Serve(listener, await listener.AcceptAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The listener was closed: the broker stops.
        }
    }

    private void Serve(Listener listener, Socket socket)
    {
        lock (_broker.Gate)
        {
            _loops.RemoveWhere(l => l.IsCompletedSuccessfully);
            _loops.Add(RunAsync(listener, socket));
        }
    }

    private async Task RunAsync(Listener listener, Socket socket)
    {
        await Task.Yield();
        if (await listener.OpenAsync(socket, _stop.Token) is not { } stream)
            return;
        using var loop = Begin(stream);
        await loop.RunAsync(_stop.Token);
        lock (_broker.Gate)
            _connections.Remove(loop.Connection);
    }

    private ConnectionLoop Begin(ClientStream stream)
    {
        lock (_broker.Gate)
        {
            var loop = new ConnectionLoop(stream, _broker);
            _connections.Add(loop.Connection);
            if (_stop.IsCancellationRequested)
                loop.Connection.Close();
            return loop;
        }
    }
}
