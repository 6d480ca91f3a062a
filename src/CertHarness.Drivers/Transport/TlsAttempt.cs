using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CertHarness.Drivers.Transport;

/// <summary>What one TLS handshake offers and whom it trusts, and what it had to object to.</summary>
public sealed class TlsAttempt
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const X509ChainStatusFlags Unsigned =
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;

    private readonly TlsOptions _options;

    /// <summary>Prepares a handshake.</summary>
    /// <param name="options">What the harness needs to speak TLS.</param>
    /// <param name="host">The name that the peer's certificate must be for, unless the options have another.</param>
    /// <param name="time">The clock by which certificates are valid.</param>
    public TlsAttempt(TlsOptions options, string host, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        Options = new SslClientAuthenticationOptions
        {
            TargetHost = options.ServerName ?? host,
            EnabledSslProtocols = options.Protocols,
            ClientCertificates = options.ClientCertificate is { } certificate ? [certificate] : null,
            CertificateChainPolicy = Policy(options, time),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Judge(certificate, chain, errors),
        };
    }

    /// <summary>What a stream begins TLS with.</summary>
    public SslClientAuthenticationOptions Options { get; }

    /// <summary>Why the peer is not trusted, in words; null where it is, or where it did not come to that.</summary>
    public string? Objection { get; private set; }

    /// <summary>What of <see cref="Objection"/> is wrong with the certificate whoever is trusted: its time, or whom it is for.</summary>
    internal string? Flaw { get; private set; }

    private static X509ChainPolicy Policy(TlsOptions options, TimeProvider time)
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

    private bool Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var said = new List<string>();
        if (certificate is not X509Certificate2 shown)
        {
            Objection = "it shows no certificate";
            return false;
        }

        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            said.Add($"its certificate is valid from {Day(shown.NotBefore)} to {Day(shown.NotAfter)}");
        }

        if ((status & Unsigned) != 0)
        {
            said.Add($"its certificate for {shown.Subject} is not signed by {(_options.Authorities is null ? "an authority that this machine trusts" : "the authority that was given")}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            said.Add($"its certificate for {shown.Subject} is not for \"{Options.TargetHost}\"");
        }

        // Who has to be trusted is the IXIT's business; for whom and when a certificate is valid is the SUT's.
        Flaw = said.Count > 0 && (status & Unsigned) == 0 ? string.Join("; ", said) : null;
        if (said.Count == 0)
        {
            said.Add($"its certificate for {shown.Subject} is not valid ({errors}, {status})");
        }

        Objection = string.Join("; ", said);
        return false;
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
