using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>An MQTT broker for versions 3.1.1 and 5.0 that keeps everything in memory and does what the standards say.</summary>
public sealed class ReferenceBroker : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Connection> _connections = [];
    private readonly HashSet<Task> _loops = [];
    private readonly Task _accepting;

    private ReferenceBroker(TimeProvider time, BrokerOptions options, Socket listener)
    {
        _broker = new Broker(time, options);
        _listener = listener;
        Endpoint = new Uri($"mqtt://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is reached.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a broker on a free port of the loopback address.</summary>
    /// <param name="time">The clock of all intervals of the protocol.</param>
    /// <param name="options">What it allows, or null for the defaults.</param>
    public static ReferenceBroker Start(TimeProvider time, BrokerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            return new(time, options ?? new BrokerOptions(), listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Disconnects all clients and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Dispose();
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

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                Serve(await _listener.AcceptAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The listener was closed: the broker stops.
        }
    }

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        lock (_broker.Gate)
        {
            var loop = new ConnectionLoop(socket, _broker);
            _connections.Add(loop.Connection);
            _loops.RemoveWhere(l => l.IsCompletedSuccessfully);
            _loops.Add(RunAsync(loop));
        }
    }

    private async Task RunAsync(ConnectionLoop loop)
    {
        using (loop)
            await loop.RunAsync(_stop.Token);
        lock (_broker.Gate)
            _connections.Remove(loop.Connection);
    }
}
