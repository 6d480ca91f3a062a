using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>Begins TLS on a socket and says in the words of a report why that did not come about.</summary>
internal sealed class TlsHandshake(TlsOptions options, TimeProvider time)
{
    public async Task<SslStream> RunAsync(Socket socket, string name, string host, string where, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var attempt = new TlsAttempt(options, host, time);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: false), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(attempt.Options, either.Token);
            return stream;
        }
        catch (Exception cause) when (cause is AuthenticationException or IOException or SocketException or OperationCanceledException)
        {
            await stream.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new SutUnavailableException(
                $"{name}: {Reason(attempt, cause, where, timeout)}", attempt.Flaw is { } flaw ? new BadCertificateException(flaw, cause) : cause);
        }
    }

    private static string Reason(TlsAttempt attempt, Exception cause, string where, TimeSpan timeout)
    {
        if (attempt.Objection is { } objection)
        {
            return $"{where} is not the one to be tested: {objection}";
        }

        return cause switch
        {
            OperationCanceledException => $"{where} accepts connections and did not complete a TLS handshake within {TcpConnector.Seconds(timeout)}; does it speak TLS?",
            AuthenticationException { InnerException: { } inner } => $"{where} did not agree on TLS: {inner.Message}",
            AuthenticationException => $"{where} did not agree on TLS: {cause.Message}",
            _ => $"{where} ended the connection during the TLS handshake; does it speak TLS?",
        };
    }
}
