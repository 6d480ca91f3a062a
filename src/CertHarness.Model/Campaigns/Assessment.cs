namespace CertHarness.Model.Campaigns;

/// <summary>Who assesses, in the words of ISO/IEC 17000.</summary>
public enum Assessment
{
    /// <summary>The vendor.</summary>
    FirstParty,

    /// <summary>The buyer.</summary>
    SecondParty,

    /// <summary>A certification body.</summary>
    ThirdParty,
}
