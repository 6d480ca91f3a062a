namespace CertHarness.Load.Recording;

/// <summary>How an iteration ended. Every one ends in exactly one of these.</summary>
public enum Outcome
{
    /// <summary>With the answer that was to come.</summary>
    Ok,

    /// <summary>With another answer, or with something that is no answer of the protocol.</summary>
    WrongAnswer,

    /// <summary>The SUT, or the network before it, refused the connection.</summary>
    Refused,

    /// <summary>There was no answer in time.</summary>
    TimedOut,

    /// <summary>The connection ended before the answer.</summary>
    ConnectionLost,

    /// <summary>It was never begun, because the generator was late. That says nothing about the SUT.</summary>
    Dropped,
}
