namespace CertHarness.Faults.Down;

/// <summary>
/// The SUT is not there: all connections are cut with a reset on both sides, and new ones are refused. It comes back on the same port.
/// </summary>
public sealed record DownFault;
