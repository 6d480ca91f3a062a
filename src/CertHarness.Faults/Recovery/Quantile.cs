namespace CertHarness.Faults.Recovery;

/// <summary>Quantiles of few values, exact.</summary>
internal static class Quantile
{
    /// <summary>The smallest value that the given share of all values does not exceed (nearest rank); zero where there are none.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="share">The share, 0 to 1.</param>
    public static TimeSpan Of(TimeSpan[] values, double share)
    {
        if (values.Length == 0)
            return TimeSpan.Zero;
        Array.Sort(values);
        return values[Math.Clamp((int)Math.Ceiling(share * values.Length) - 1, 0, values.Length - 1)];
    }
}
