namespace CertHarness.Faults.Recovery;

/// <summary>The service level over time.</summary>
internal static class DegradationCurve
{
    /// <summary>A point for each span of the resolution in which a probe was due; spans begin at multiples of it from the fault.</summary>
    public static IReadOnlyList<CurvePoint> Of(IEnumerable<Probe> probes, TimeSpan fault, TimeSpan normal, RecoveryRules rules) =>
    [
        .. probes.GroupBy(p => (long)Math.Floor((p.Intended - fault) / rules.Resolution))
            .OrderBy(g => g.Key)
            .Select(g => new CurvePoint(
                rules.Resolution * (g.Key + 0.5),
                g.Average(p => p.Delay <= rules.ServedWithin ? 1.0 : 0.0),
                g.Average(p => p.Delay <= normal ? 1.0 : 0.0))),
    ];
}
