namespace CertHarness.Model.Verdicts;

/// <summary>
/// The SUT did something other than what a step expects. In a <c>Then</c> the scenario's verdict is fail; in a <c>Given</c> or
/// <c>When</c> it is inconclusive, for then the behaviour under test was never reached.
/// </summary>
public sealed class ExpectationNotMetException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="expected">What the requirement allows, such as "CONNACK with reason code 0x00".</param>
    /// <param name="observed">What was seen, such as "connection closed".</param>
    /// <param name="evidence">Where it can be seen, such as "frame 12 of publisher", or null.</param>
    public ExpectationNotMetException(string expected, string observed, string? evidence = null)
        : base($"Expected: {expected}\nObserved: {observed}" + (evidence is null ? "" : $"\nEvidence: {evidence}"))
    {
        Expected = expected;
        Observed = observed;
        Evidence = evidence;
    }

    /// <summary>What the requirement allows.</summary>
    public string Expected { get; }

    /// <summary>What was seen.</summary>
    public string Observed { get; }

    /// <summary>Where it can be seen, or null.</summary>
    public string? Evidence { get; }
}
