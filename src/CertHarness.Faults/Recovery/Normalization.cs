namespace CertHarness.Faults.Recovery;

/// <summary>When delays are normal again, and stay so.</summary>
internal static class Normalization
{
    /// <summary>The arrival of the first normal probe after the last stretch in which too many were not normal.</summary>
    /// <param name="probes">The probes that the fault may have touched.</param>
    /// <param name="normal">The longest delay that is normal.</param>
    /// <param name="rules">How long the delays have to stay normal, and which share of them.</param>
    /// <param name="interval">The time between two probes.</param>
    /// <returns>Zero where all stretches are good, null where no stretch follows that is long enough.</returns>
    public static TimeSpan? Of(List<Probe> probes, TimeSpan normal, RecoveryRules rules, TimeSpan interval)
    {
        var stretch = Math.Max(1, (int)Math.Round(rules.Steady / interval));
        if (probes.Count < stretch)
            return null;
        var tolerated = stretch - (int)Math.Ceiling(rules.Percentile * stretch);
        var lastBad = LastBad(probes, normal, stretch, tolerated);
        if (lastBad < 0)
            return TimeSpan.Zero;
        var first = probes.FindIndex(lastBad + 1, p => p.Delay <= normal);
        return first < 0 || first > probes.Count - stretch ? null : probes[first].Delivered;
    }

    private static int LastBad(List<Probe> probes, TimeSpan normal, int stretch, int tolerated)
    {
        var slow = 0;
        for (var i = probes.Count - 1; i >= 0; i--)
        {
            slow += probes[i].Delay <= normal ? 0 : 1;
            if (i + stretch < probes.Count)
                slow -= probes[i + stretch].Delay <= normal ? 0 : 1;
            if (slow > tolerated)
                return i;
        }

        return -1;
    }
}
