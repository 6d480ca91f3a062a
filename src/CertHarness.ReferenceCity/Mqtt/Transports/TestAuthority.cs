using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>A certificate authority that exists only as long as a test, and that nobody else trusts.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);
    private static readonly TimeSpan After = TimeSpan.FromDays(365);

    private readonly X509Certificate2 _certificate;
    private readonly DateTimeOffset _now;

    /// <summary>Makes an authority.</summary>
    /// <param name="time">The clock by which its certificates are valid.</param>
    public TestAuthority(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CertHarness test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _certificate = request.CreateSelfSigned(_now - Before - Before, _now + After + Before);
    }

    /// <summary>The authority's certificate in PEM.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Makes a server's certificate with its private key.</summary>
    /// <param name="name">The DNS name or IP address that it is for.</param>
    /// <param name="age">How long ago it was made; more than a year makes it an expired one.</param>
    public X509Certificate2 Issue(string name, TimeSpan age = default)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        var generator = X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!);
        using var signed = request.Create(
            _certificate.SubjectName, generator, _now - Before - age, _now + After - age, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Forgets the private key.</summary>
    public void Dispose() => _certificate.Dispose();
}
