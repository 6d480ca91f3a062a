using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CertHarness.Drivers.Transport;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>A port of the loopback address on which clients come in.</summary>
internal sealed class Listener : IDisposable
{
    // Bounds how long a client may take to begin, and nothing of the protocol; it passes even where a test holds the clock still.
    private static readonly TimeSpan LongestBeginning = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly X509Certificate2? _certificate;
    private readonly bool _webSocket;
    private readonly TransportFaults _faults;
    private readonly Standstill _standstill;

    /// <param name="options">What is spoken here.</param>
    /// <param name="webSocket">Whether that is WebSocket.</param>
    /// <param name="port">The port.</param>
    /// <param name="standstill">While it is on nobody is let in.</param>
    public Listener(BrokerOptions options, bool webSocket, ReservedPort port, Standstill standstill)
    {
        _standstill = standstill;
        _certificate = options.Certificate;
        _faults = options.Faults;
        _webSocket = webSocket;
        _socket = port.Listen();
        var scheme = (webSocket, _certificate) switch
        {
            (false, null) => "mqtt",
            (false, _) => "mqtts",
            (true, null) => "ws",
            (true, _) => "wss",
        };
        Endpoint = new Uri($"{scheme}://127.0.0.1:{port.Number}{(webSocket ? "/mqtt" : "")}");
    }

    /// <summary>Where it is reached.</summary>
    public Uri Endpoint { get; }

    public async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        var socket = await NextAsync(cancellationToken);
        try
        {
            await _standstill.PassAsync(cancellationToken);
            socket.NoDelay = true;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Begins TLS and WebSocket where they are spoken here. Null where the client does not go along.</summary>
    public async Task<ClientStream?> OpenAsync(Socket socket, CancellationToken cancellationToken)
    {
        Stream stream = new PausableStream(new NetworkStream(socket, ownsSocket: false), _standstill);
        if (_certificate is null && !_webSocket)
            return new ClientStream(socket, stream);
        using var enough = new CancellationTokenSource(LongestBeginning, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            if (_certificate is not null && !(_faults.ServesInTheClear && !await Beginning.IsTlsAsync(socket, either.Token)))
                stream = await SecureAsync(socket, stream, either.Token);
            if (_webSocket)
                stream = await WebSocketStream.OpenAsync(stream, _faults, either.Token);
            return new ClientStream(socket, stream);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException or OperationCanceledException)
        {
            await new ClientStream(socket, stream).LingerAsync(either.Token);
            await stream.DisposeAsync();
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<Socket> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _socket.AcceptAsync(cancellationToken);
            }
            catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // Whoever connected went away before.
            }
        }
    }

    private async Task<Stream> SecureAsync(Socket socket, Stream below, CancellationToken cancellationToken)
    {
        if (_faults.OldTls)
            await Beginning.AgreeToOldTlsAsync(socket, cancellationToken);
        var tls = new EndingTls(below, _faults.BreaksOffAfter);
        try
        {
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = _certificate,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                },
                cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
