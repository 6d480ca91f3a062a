namespace CertHarness.Faults.Recovery;

/// <summary>A message by which a service is watched. All instants count from the beginning of the watch.</summary>
/// <param name="Intended">When it was due by the schedule, whether or not it could be sent then.</param>
/// <param name="Acknowledged">When the service took charge of it, or null.</param>
/// <param name="Delivered">When it arrived at the other end for the first time, or null.</param>
/// <param name="Deliveries">How often it arrived.</param>
public readonly record struct Probe(TimeSpan Intended, TimeSpan? Acknowledged, TimeSpan? Delivered, int Deliveries)
{
    /// <summary>From when it was due to its first arrival; null for one that did not arrive.</summary>
    public TimeSpan? Delay => Delivered - Intended;

    /// <summary>Whether the service took charge of it and did not deliver it.</summary>
    public bool IsLost => Acknowledged is not null && Delivered is null;
}
