namespace CertHarness.Faults.Recovery;

/// <summary>A span in which the harness itself did not get to run, counted from the beginning of the watch.</summary>
/// <param name="Begin">Its beginning.</param>
/// <param name="End">Its end.</param>
public readonly record struct Stall(TimeSpan Begin, TimeSpan End)
{
    /// <summary>How long it lasted.</summary>
    public TimeSpan Length => End - Begin;
}
