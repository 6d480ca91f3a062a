using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Http.Load;

/// <summary>A device that speaks HTTP/2, or HTTP over TLS, by .NET's client: one connection each, as a device has.</summary>
internal sealed class ClientHttpDevice : ILoadClient
{
    private readonly HttpFleet _fleet;
    private readonly EventLoop _loop;
    private readonly ILoadSlot _slot;
    private readonly HttpMessageInvoker _client;
    private CancellationTokenSource _current = new();

    public ClientHttpDevice(HttpFleet fleet, int number, EventLoop loop, ILoadSlot slot)
    {
        (_fleet, _loop, _slot) = (fleet, loop, slot);
        var local = fleet.Target.LocalAddressOf(number);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = 1,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(fleet.Target.Remote, local, cancellationToken),
        };
        if (fleet.Options.TrustsAny)
            handler.SslOptions = TrustingAny();
        _client = new HttpMessageInvoker(handler);
    }

    /// <summary>The client opens its connection with the first request; one is sent here so that iterations find it open.</summary>
    public void Connect() => Start(_slot.Connected);

    public void Act(long intended) => Start(_slot.Completed);

    public string? Abandon()
    {
        _current.Cancel();
        _current.Dispose();
        _current = new CancellationTokenSource();
        return null;
    }

    public void Dispose()
    {
        _current.Cancel();
        _current.Dispose();
        _client.Dispose();
    }

    [SuppressMessage("Security", "CA5359", Justification = "Only where the option trust-any says so: SUTs in a laboratory have certificates of their own.")]
    private static SslClientAuthenticationOptions TrustingAny() => new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint remote, IPAddress? local, CancellationToken cancellationToken)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (local is not null)
                socket.Bind(new IPEndPoint(local, 0));
            await socket.ConnectAsync(remote, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Start(Action<Outcome, string?> report) => _ = RunAsync(report, _current.Token);

    private async Task RunAsync(Action<Outcome, string?> report, CancellationToken cancellationToken)
    {
        var (outcome, cause, isAnswered) = await SendAsync(cancellationToken);
        // Given up, or closed: nobody waits for it any more.
        if (cancellationToken.IsCancellationRequested)
            return;
        _loop.Post(() =>
        {
            if (isAnswered)
                _slot.Reconnected();
            if (cause == SocketOutcome.Exhausts(SocketError.TooManyOpenSockets))
                _slot.Exhausted(cause!);
            report(outcome, cause);
        });
    }

    private async Task<(Outcome Outcome, string? Cause, bool IsAnswered)> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request();
            using var response = await _client.SendAsync(request, cancellationToken);
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            return _fleet.Options.IsRight((int)response.StatusCode)
                ? (Outcome.Ok, null, true)
                : (Outcome.WrongAnswer, $"status {(int)response.StatusCode}", true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            var (outcome, cause) = Judge(e);
            return (outcome, cause, false);
        }
    }

    private HttpRequestMessage Request()
    {
        var options = _fleet.Options;
        var request = new HttpRequestMessage(new HttpMethod(options.Method), _fleet.Target.Address)
        {
            Version = options.IsHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (options.Payload.Length > 0)
        {
            request.Content = new ByteArrayContent(options.Payload);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", options.ContentType);
        }

        request.Headers.ConnectionClose = options.IsHttp2 ? null : !options.KeepsAlive;
        return request;
    }

    private static (Outcome Outcome, string Cause) Judge(Exception e) => e switch
    {
        HttpRequestException { InnerException: SocketException socket } =>
            (SocketOutcome.OfConnecting(socket.SocketErrorCode), SocketOutcome.CauseOfConnecting(socket.SocketErrorCode)),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (Outcome.Refused, "the TLS handshake failed"),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError } =>
            (Outcome.WrongAnswer, "no HTTP response of the version asked for"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => (Outcome.ConnectionLost, SocketOutcome.CauseOfEnd(SocketError.Success, false)),
        _ => (Outcome.ConnectionLost, SocketOutcome.CauseOfEnd(SocketError.ConnectionReset, false)),
    };
}
