namespace CertHarness.Faults.Recovery;

/// <summary>By what a service's recovery is measured.</summary>
/// <param name="ServedWithin">A probe is served when it arrives so soon after it was due; more than zero.</param>
/// <param name="NormalFactor">How many times the baseline delay still is normal; at least 1.</param>
/// <param name="NormalFloor">What is normal in any case, however fast the service was before; not negative.</param>
/// <param name="Steady">How long the delay has to stay normal; at least one interval of the schedule.</param>
public sealed record RecoveryRules(TimeSpan ServedWithin, double NormalFactor, TimeSpan NormalFloor, TimeSpan Steady)
{
    /// <summary>The percentile of the baseline, and the share of probes that have to be normal wherever one looks: 0 to 1.</summary>
    public double Percentile { get; init; } = 0.95;

    /// <summary>The width of a point of the degradation curve; more than zero.</summary>
    public TimeSpan Resolution { get; init; } = TimeSpan.FromMilliseconds(100);
}
