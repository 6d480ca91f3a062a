namespace CertHarness.Model.Campaigns;

/// <summary>What a supplier declares about a capability.</summary>
public enum Declaration
{
    /// <summary>Nothing.</summary>
    NotStated,

    /// <summary>The capability is there.</summary>
    Supported,

    /// <summary>The capability is not there.</summary>
    NotSupported,
}
