namespace CertHarness.Faults.Recovery;

/// <summary>What was done to a service, counted from the beginning of its watch.</summary>
/// <param name="Fault">When it began to be hit.</param>
/// <param name="Repair">When nothing kept it from working any more: its start was asked for, it went on, the link was whole again.</param>
public readonly record struct Disturbance(TimeSpan Fault, TimeSpan Repair);
