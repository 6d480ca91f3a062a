namespace CertHarness.Model.Profiles;

/// <summary>The level of a seal, in the words of the EU Cybersecurity Act; a higher one includes the lower ones.</summary>
public enum Level
{
    /// <summary>basic.</summary>
    Basic,

    /// <summary>substantial.</summary>
    Substantial,

    /// <summary>high.</summary>
    High,
}
