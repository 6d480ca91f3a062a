namespace CertHarness.Faults.Recovery;

/// <summary>From what was seen of a service to how it came through a disturbance.</summary>
public static class RecoveryAnalysis
{
    /// <summary>Computes the figures.</summary>
    /// <param name="record">What was seen.</param>
    /// <param name="disturbance">What was done.</param>
    /// <param name="rules">By what it is measured.</param>
    public static RecoveryFigures Of(WatchRecord record, Disturbance disturbance, RecoveryRules rules)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(rules);
        var fault = disturbance.Fault;
        var undisturbed = record.Probes.Where(p => p.Delivered <= fault && record.StalledDuring(p) == TimeSpan.Zero);
        var baseline = Quantile.Of([.. undisturbed.Select(p => p.Delay!.Value)], rules.Percentile);
        var normal = NotAfter(NotBefore(rules.NormalFactor * baseline, rules.NormalFloor), rules.ServedWithin);
        TimeSpan[] bounds = [normal, rules.ServedWithin];
        var telling = record.Probes.Where(p => !bounds.Any(bound => IsSpoiled(p, record, bound))).ToList();

        // What had arrived when the fault came is not touched by it. What should long have arrived was lost before.
        var atStake = telling.Where(p => !(p.Delivered <= fault) && p.Intended >= fault - rules.ServedWithin).ToList();
        var first = atStake.FindIndex(p => !(p.Delay <= rules.ServedWithin));
        var served = first < 0 ? fault : atStake.Skip(first).Min(p => p.Delivered);
        return new RecoveryFigures
        {
            BaselineDelay = baseline,
            NormalDelay = normal,
            TimeToDetect = Detected(record.Noticed, first < 0 ? null : atStake[first].Intended + rules.ServedWithin, fault),
            TimeToService = served - fault,
            TimeToNormal = Normalization.Of(atStake, normal, rules, record.Interval) is { } since && served is { } back ? NotBefore(since, back) - fault : null,
            AcknowledgedLost = record.Probes.Count(p => p.IsLost),
            Doubled = record.Probes.Count(p => p.Deliveries > 1),
            Area = record.Interval * atStake.Count(p => !(p.Delay <= rules.ServedWithin)),
            Depth = DegradationCurve.Of(atStake, fault, normal, rules).Select(p => 1 - p.Served).DefaultIfEmpty(0).Max(),
            Curve = DegradationCurve.Of(telling, fault, normal, rules),
        };
    }

    private static TimeSpan? Detected(IReadOnlyList<TimeSpan> noticed, TimeSpan? missed, TimeSpan fault)
    {
        var signs = noticed.Where(n => n >= fault).Cast<TimeSpan?>().Append(missed);
        return signs.Min() - fault;
    }

    private static TimeSpan NotBefore(TimeSpan instant, TimeSpan least) => instant > least ? instant : least;

    private static TimeSpan NotAfter(TimeSpan instant, TimeSpan most) => instant < most ? instant : most;

    // A probe that would have been in time had the harness not stood still says nothing about the service.
    private static bool IsSpoiled(Probe probe, WatchRecord record, TimeSpan bound) =>
        probe.Delay > bound && probe.Delay - record.StalledDuring(probe) <= bound;
}
