using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using CertHarness.Drivers.Evidence;

namespace CertHarness.Drivers.Transport;

/// <summary>Opens and accepts connections whose every byte is kept as evidence. One per scenario; disposing it closes what is still open.</summary>
public sealed class RecordingTransport : IAsyncDisposable
{
    /// <summary>Where Wireshark looks for HTTP, with which a WebSocket begins.</summary>
    private const int HttpPort = 80;

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
    public Task<RecordedConnection> ConnectAsync(
        string name, string host, int port, TimeSpan timeout, CancellationToken cancellationToken) =>
        OpenAsync(name, new Route(host, port, null, null), timeout, cancellationToken);

    /// <summary>Opens a connection on any transport: TCP, TLS over it, WebSocket over either.</summary>
    /// <param name="name">The connection's name in messages and evidence, such as <c>publisher</c>.</param>
    /// <param name="route">Where, and over what.</param>
    /// <param name="timeout">How long each step to the connection may take; more than zero.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="Model.Verdicts.SutUnavailableException">No connection came about; the message says why.</exception>
    public async Task<IConnection> ConnectAsync(string name, Route route, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        return await FramedAsync(await OpenAsync(name, route, timeout, cancellationToken), route, timeout, cancellationToken);
    }

    /// <summary>Opens one of thousands of connections, such as an attacker's: the evidence keeps the beginning of the last
    /// <see cref="EvidenceRecorder.PassingKept"/> of them, and whoever opens it closes it.</summary>
    /// <param name="name">The connection's name in messages and evidence, such as <c>attacker</c>.</param>
    /// <param name="route">Where, and over what.</param>
    /// <param name="timeout">How long each step to the connection may take; more than zero.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="Model.Verdicts.SutUnavailableException">No connection came about; the message says why.</exception>
    public async Task<IConnection> ConnectPassingAsync(string name, Route route, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        return await FramedAsync(await OpenAsync(name, route, timeout, cancellationToken, passing: true), route, timeout, cancellationToken);
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

    private async Task<IConnection> FramedAsync(RecordedConnection connection, Route route, TimeSpan timeout, CancellationToken cancellationToken) =>
        route.WebSocket is null ? connection : await WebSocketConnection.OpenAsync(connection, route, timeout, _time, cancellationToken);

    private async Task<RecordedConnection> OpenAsync(
        string name, Route route, TimeSpan timeout, CancellationToken cancellationToken, bool passing = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(route.Host);
        var begun = _time.GetUtcNow();
        var socket = await TcpConnector.ConnectAsync(name, route.Host, route.Port, timeout, _time, cancellationToken);
        Stream stream = new NetworkStream(socket, ownsSocket: false);
        if (route.Tls is { } tls)
        {
            try
            {
                var where = TcpConnector.Where(route.Host, route.Port);
                stream = await new TlsHandshake(tls, _time).RunAsync(socket, name, route.Host, where, timeout, cancellationToken);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        var connection = new RecordedConnection(name, socket, stream, _recorder, Appearance(route, stream), _time, begun, passing: passing);
        if (!passing)
        {
            _connections.Add(connection);
        }

        return connection;
    }

    private static Appearance Appearance(Route route, Stream stream)
    {
        List<string> notes = [];
        if (stream is SslStream tls)
        {
            var subject = tls.RemoteCertificate?.Subject;
            notes.Add($"{TcpConnector.Where(route.Host, route.Port)} speaks {tls.SslProtocol} with {tls.NegotiatedCipherSuite} and shows a certificate for {subject}; its content is shown without that cover.");
        }

        if (route.WebSocket is not null)
        {
            notes.Add("The harness's WebSocket frames are shown with a masking key of zero; on the wire each has a random one.");
        }

        return new Appearance(route.WebSocket is null ? null : HttpPort, notes.Count == 0 ? null : string.Join('\n', notes));
    }
}
