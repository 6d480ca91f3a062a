using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>Begins TLS on a socket and says in the words of a report why that did not come about.</summary>
internal sealed class TlsHandshake(TlsOptions options, TimeProvider time)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const X509ChainStatusFlags Unsigned =
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;

    private string? _objection;
    private string? _flaw;

    public async Task<SslStream> RunAsync(Socket socket, string name, string host, string where, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: false), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(Options(host), either.Token);
            return stream;
        }
        catch (Exception cause) when (cause is AuthenticationException or IOException or SocketException or OperationCanceledException)
        {
            await stream.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new SutUnavailableException(
                $"{name}: {Reason(cause, where, timeout)}", _flaw is null ? cause : new BadCertificateException(_flaw, cause));
        }
    }

    private SslClientAuthenticationOptions Options(string host) => new()
    {
        TargetHost = options.ServerName ?? host,
        EnabledSslProtocols = options.Protocols,
        ClientCertificates = options.ClientCertificate is { } certificate ? [certificate] : null,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Judge(certificate, chain, errors, options.ServerName ?? host),
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
        };
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ServerAuthentication));
        if (options.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    private bool Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string expected)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var said = new List<string>();
        if (certificate is not X509Certificate2 shown)
        {
            _objection = "it shows no certificate";
            return false;
        }

        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            said.Add($"its certificate is valid from {Day(shown.NotBefore)} to {Day(shown.NotAfter)}");
        }

        if ((status & Unsigned) != 0)
        {
            said.Add($"its certificate for {shown.Subject} is not signed by {(options.Authorities is null ? "an authority that this machine trusts" : "the IXIT's authority")}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            said.Add($"its certificate for {shown.Subject} is not for \"{expected}\"");
        }

        // Who has to be trusted is the IXIT's business; for whom and when a certificate is valid is the SUT's.
        _flaw = said.Count > 0 && (status & Unsigned) == 0 ? string.Join("; ", said) : null;
        if (said.Count == 0)
        {
            said.Add($"its certificate for {shown.Subject} is not valid ({errors}, {status})");
        }

        _objection = string.Join("; ", said);
        return false;
    }

    private string Reason(Exception cause, string where, TimeSpan timeout)
    {
        if (_objection is not null)
        {
            return $"{where} is not the one to be tested: {_objection}";
        }

        return cause switch
        {
            OperationCanceledException => $"{where} accepts connections and did not complete a TLS handshake within {TcpConnector.Seconds(timeout)}; does it speak TLS?",
            AuthenticationException { InnerException: { } inner } => $"{where} did not agree on TLS: {inner.Message}",
            AuthenticationException => $"{where} did not agree on TLS: {cause.Message}",
            _ => $"{where} ended the connection during the TLS handshake; does it speak TLS?",
        };
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
