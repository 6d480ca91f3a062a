using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Evidence;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>Accepts connections of a SUT, whose every byte is kept as evidence.</summary>
public sealed class RecordingListener : IDisposable
{
    private const int Backlog = 16;

    private readonly Socket _socket;
    private readonly EvidenceRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly Action<RecordedConnection> _accepted;
    private readonly Func<Stream, CancellationToken, Task<Stream?>>? _layer;

    internal RecordingListener(
        string host, int port, EvidenceRecorder recorder, TimeProvider time, Action<RecordedConnection> accepted,
        Func<Stream, CancellationToken, Task<Stream?>>? layer)
    {
        _layer = layer;
        _recorder = recorder;
        _time = time;
        _accepted = accepted;
        try
        {
            var address = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? literal : Dns.GetHostAddresses(host)[0];
            _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _socket.Bind(new IPEndPoint(address, port));
            _socket.Listen(Backlog);
        }
        catch (SocketException cause)
        {
            _socket?.Dispose();
            throw new SutUnavailableException(
                $"the harness cannot listen at {TcpConnector.Where(host, port)} ({cause.SocketErrorCode}: {cause.Message})", cause);
        }
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Waits for the next connection.</summary>
    /// <param name="name">Its name in messages and evidence, such as <c>device</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The harness listens no longer.</exception>
    public async Task<RecordedConnection> AcceptAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = await NextAsync(cancellationToken);
            var begun = _time.GetUtcNow();
            try
            {
                socket.NoDelay = true;
                Stream? stream = new NetworkStream(socket, ownsSocket: false);
                stream = _layer is null ? stream : await _layer(stream, cancellationToken);
                if (stream is null)
                {
                    socket.Dispose();
                    continue;
                }

                var connection = new RecordedConnection(name, socket, stream, _recorder, Appearance.Plain, _time, begun, accepted: true);
                _accepted(connection);
                return connection;
            }
            catch (Exception cause) when (cause is SocketException or IOException)
            {
                // It was reset before anybody could look at it: the same as if it had never come.
                socket.Dispose();
            }
        }
    }

    /// <summary>Listens no longer; connections that were accepted go on.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task<Socket> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.AcceptAsync(cancellationToken);
        }
        catch (SocketException cause)
        {
            throw new ObjectDisposedException($"the harness listens no longer at its port ({cause.SocketErrorCode})", cause);
        }
    }
}
