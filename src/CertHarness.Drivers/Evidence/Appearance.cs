namespace CertHarness.Drivers.Evidence;

/// <summary>How a connection looks in the evidence.</summary>
/// <param name="Port">The port that stands for the SUT's, by which Wireshark finds the dissector; null for that of the recorder.</param>
/// <param name="Note">What is shown differently from what was on the wire, for the file's comment, or null.</param>
internal sealed record Appearance(int? Port = null, string? Note = null)
{
    /// <summary>As it was on the wire.</summary>
    public static Appearance Plain { get; } = new();
}
