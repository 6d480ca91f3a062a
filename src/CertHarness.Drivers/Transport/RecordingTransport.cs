using System.Collections.Concurrent;
using System.Net.Sockets;
using CertHarness.Drivers.Evidence;

namespace CertHarness.Drivers.Transport;

/// <summary>Opens and accepts connections whose every byte is kept as evidence. One per scenario; disposing it closes what is still open.</summary>
public sealed class RecordingTransport : IAsyncDisposable
{
    private readonly EvidenceRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly ConcurrentBag<RecordedConnection> _connections = [];
    private readonly ConcurrentBag<RecordingListener> _listeners = [];

    /// <summary>Creates the transport of a scenario.</summary>
    /// <param name="recorder">Where the scenario's evidence is collected.</param>
    /// <param name="time">The clock of timeouts and of the evidence.</param>
    public RecordingTransport(EvidenceRecorder recorder, TimeProvider time)
    {
        _recorder = recorder;
        _time = time;
    }

    /// <summary>Opens a TCP connection, without Nagle's delay.</summary>
    /// <param name="name">The connection's name in messages and evidence, such as <c>publisher</c>.</param>
    /// <param name="host">A host name or address.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="timeout">How long the peer may take to accept; more than zero.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="Model.Verdicts.SutUnavailableException">No connection came about; the message says why, such as
    /// "publisher: 127.0.0.1:1883 refused the connection".</exception>
    public async Task<RecordedConnection> ConnectAsync(
        string name, string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(host);
        var begun = _time.GetUtcNow();
        var socket = await TcpConnector.ConnectAsync(name, host, port, timeout, _time, cancellationToken);
        var connection = new RecordedConnection(name, socket, new NetworkStream(socket, ownsSocket: false), _recorder, _time, begun);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Listens for a SUT that connects to the harness.</summary>
    /// <param name="host">A local host name or address.</param>
    /// <param name="port">The port, 0 for a free one.</param>
    /// <param name="layer">Puts a layer such as WebSocket between the socket and what is recorded; null from it turns the connection
    /// away. It must not wait for ever: the next connection is accepted after it.</param>
    /// <exception cref="Model.Verdicts.SutUnavailableException">The harness cannot listen there; the message says why.</exception>
    public RecordingListener Listen(string host, int port, Func<Stream, CancellationToken, Task<Stream?>>? layer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        var listener = new RecordingListener(host, port, _recorder, _time, _connections.Add, layer);
        _listeners.Add(listener);
        return listener;
    }

    /// <summary>Closes, in order, every connection that is still open, and listens no longer.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }
}
