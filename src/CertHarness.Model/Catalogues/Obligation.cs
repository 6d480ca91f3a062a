namespace CertHarness.Model.Catalogues;

/// <summary>How binding a statement is, in the words of RFC 2119.</summary>
public enum Obligation
{
    /// <summary>An absolute requirement.</summary>
    Must,

    /// <summary>To be met unless there is a good reason.</summary>
    Should,

    /// <summary>Truly optional.</summary>
    May,
}
