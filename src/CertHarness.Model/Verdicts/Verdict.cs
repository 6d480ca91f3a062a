namespace CertHarness.Model.Verdicts;

/// <summary>The outcome of a scenario, a requirement or a run, from the mildest to the most severe (ISO/IEC 9646, TTCN-3).</summary>
public enum Verdict
{
    /// <summary>The SUT does not claim what is required; neutral in a roll-up.</summary>
    NotApplicable,

    /// <summary>Everything expected was observed.</summary>
    Pass,

    /// <summary>Nothing can be said about the SUT.</summary>
    Inconclusive,

    /// <summary>The SUT did something that the requirement excludes.</summary>
    Fail,

    /// <summary>A fault of the harness.</summary>
    Error,
}
