using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>What the harness needs to speak TLS.</summary>
/// <param name="Authorities">The certificates that it trusts; null trusts those that the machine trusts.</param>
/// <param name="ClientCertificate">Its own certificate with the private key, or null.</param>
/// <param name="ServerName">The name that the SUT's certificate must be for; null for the host.</param>
/// <param name="Protocols">The versions that it offers; <see cref="SslProtocols.None"/> leaves them to the machine.</param>
public sealed record TlsOptions(
    X509Certificate2Collection? Authorities, X509Certificate2? ClientCertificate, string? ServerName, SslProtocols Protocols)
{
    private const string Beginning = "-----BEGIN ";

    /// <summary>Loads what an IXIT names.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="SutUnavailableException">A file is missing or holds no certificate or key; the message names it.</exception>
    public static TlsOptions Of(TlsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new TlsOptions(
            settings.Authority is { } authority ? Authority(authority) : null,
            settings.ClientCertificate is { } certificate ? Client(certificate, settings.ClientKey ?? certificate) : null,
            settings.ServerName,
            settings.Version switch
            {
                "1.2" => SslProtocols.Tls12,
                "1.3" => SslProtocols.Tls13,
                _ => SslProtocols.None,
            });
    }

    private static X509Certificate2Collection Authority(string source)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPem(Text(source, "authority"));
        return found.Count > 0 ? found : throw new SutUnavailableException($"the TLS authority {Name(source)} holds no certificate in PEM");
    }

    private static X509Certificate2 Client(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(Text(certificate, "client certificate"), Text(key, "client key"));
        }
        catch (CryptographicException cause)
        {
            throw new SutUnavailableException(
                $"the TLS client certificate {Name(certificate)} and key {Name(key)} cannot be used: {cause.Message}", cause);
        }
    }

    private static string Text(string source, string what)
    {
        if (source.StartsWith(Beginning, StringComparison.Ordinal))
        {
            return source;
        }

        try
        {
            return File.ReadAllText(source);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SutUnavailableException($"the TLS {what} {source} cannot be read: {cause.Message}", cause);
        }
    }

    private static string Name(string source) => source.StartsWith(Beginning, StringComparison.Ordinal) ? "in the campaign" : source;
}
