namespace CertHarness.Model.Campaigns;

/// <summary>How the harness speaks TLS with the SUT.</summary>
public sealed record TlsSettings
{
    /// <summary>Whom to trust: a file with certificates in PEM, or their text; null trusts whom this machine trusts.</summary>
    public string? Authority { get; init; }

    /// <summary>The harness's own certificate: a file in PEM, or its text; null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The private key of <see cref="ClientCertificate"/>: a file in PEM; null where it stands in the same file.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The name that the SUT's certificate must be for; null for the endpoint's host.</summary>
    public string? ServerName { get; init; }

    /// <summary>The version to speak, <c>1.2</c> or <c>1.3</c>; null for the highest that both sides know.</summary>
    public string? Version { get; init; }
}
