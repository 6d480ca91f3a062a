namespace CertHarness.Model.Verdicts;

/// <summary>
/// The SUT could not be reached, did not answer at all, or the harness itself was too slow to judge: the verdict is
/// inconclusive, in whichever step it happens.
/// </summary>
public sealed class SutUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The connection or precondition that stood in the way and why, such as
    /// "publisher: 127.0.0.1:1883 refused the connection".</param>
    /// <param name="cause">What the system reported, or null.</param>
    public SutUnavailableException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
