using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Transport;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>A broker's sockets from a start to its end. What the broker knows outlives them.</summary>
internal sealed class Uptime : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly IReadOnlyList<Listener> _listeners;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly HashSet<Connection> _connections = [];
    private readonly HashSet<Task> _loops = [];
    private readonly Task _accepting;

    private Uptime(Broker broker, IReadOnlyList<Listener> listeners)
    {
        _broker = broker;
        _listeners = listeners;
        _accepting = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    /// <summary>Where the broker is reached, over WebSocket last.</summary>
    public IReadOnlyList<Uri> Endpoints => [.. _listeners.Select(l => l.Endpoint)];

    /// <summary>Begins to listen.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="ports">Where; over WebSocket at the second, if there is one.</param>
    public static Uptime Begin(Broker broker, IReadOnlyList<ReservedPort> ports)
    {
        var listeners = new List<Listener>();
        try
        {
            for (var i = 0; i < ports.Count; i++)
                listeners.Add(new Listener(broker.Options, webSocket: i == 1, ports[i], broker.Clock.Standstill));
            return new(broker, listeners);
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
        await StopListeningAsync();
        lock (_broker.Gate)
        {
            foreach (var connection in _connections)
                connection.Disconnect(ReasonCode.ServerShuttingDown, "the broker stops");
        }

        await EndAsync();
    }

    /// <summary>Ends as if there were no power any more, which is the other way to dispose of it: what was not sent is not sent, what was not read is not read.</summary>
    public async Task KillAsync()
    {
        await StopListeningAsync();
        lock (_broker.Gate)
        {
            foreach (var socket in _sockets)
                Cut(socket);
            foreach (var connection in _connections)
            {
                _broker.Ending.Handle(connection);
                connection.Close();
            }

            _broker.Clock.GoOn();
        }

        await EndAsync();
    }

    /// <summary>Stands still until <see cref="GoOn"/>.</summary>
    public void StandStill() => _broker.Clock.Standstill.Begin();

    /// <summary>Goes on. Clients had no chance to be heard meanwhile: for none of them does the silence count.</summary>
    public void GoOn()
    {
        lock (_broker.Gate)
        {
            foreach (var connection in _connections)
                connection.Silence?.Restart();
            _broker.Clock.GoOn();
        }
    }

    private async Task StopListeningAsync()
    {
        await _stop.CancelAsync();
        foreach (var listener in _listeners)
            listener.Dispose();
        await _accepting;
    }

    private async Task EndAsync()
    {
        Task[] loops;
        lock (_broker.Gate)
            loops = [.. _loops];
        await Task.WhenAll(loops);
        _stop.Dispose();
    }

    private static void Cut(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
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
            _sockets.Add(socket);
            _loops.RemoveWhere(l => l.IsCompletedSuccessfully);
            _loops.Add(RunAsync(listener, socket));
        }
    }

    private async Task RunAsync(Listener listener, Socket socket)
    {
        await Task.Yield();
        if (await listener.OpenAsync(socket, _stop.Token) is { } stream)
        {
            using var loop = Begin(stream);
            await loop.RunAsync(_stop.Token);
            lock (_broker.Gate)
            {
                _connections.Remove(loop.Connection);
                _sockets.Remove(socket);
            }
        }
        else
        {
            lock (_broker.Gate)
                _sockets.Remove(socket);
        }
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
