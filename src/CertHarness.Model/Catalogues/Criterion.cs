namespace CertHarness.Model.Catalogues;

/// <summary>The criteria of the seal. As tags and in files they are spelled in lower case with hyphens.</summary>
public enum Criterion
{
    /// <summary>Conformity to the standard's letter.</summary>
    Conformity,

    /// <summary>Working together with products of others.</summary>
    Interoperability,

    /// <summary>Performance under load.</summary>
    Performance,

    /// <summary>Stability over time.</summary>
    Stability,

    /// <summary>Resistance against misuse and attack.</summary>
    Security,

    /// <summary>Coming back after faults.</summary>
    Resilience,

    /// <summary>Data arrives complete, once and unchanged.</summary>
    DataIntegrity,

    /// <summary>Use of resources and length of technical life.</summary>
    Sustainability,
}
