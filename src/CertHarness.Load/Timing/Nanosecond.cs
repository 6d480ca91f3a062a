namespace CertHarness.Load.Timing;

/// <summary>Time as whole nanoseconds, which is what the load engine counts in.</summary>
public static class Nanosecond
{
    /// <summary>A second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>A millisecond.</summary>
    public const long Millisecond = 1_000_000;

    /// <summary>A time span in nanoseconds.</summary>
    /// <param name="span">The time span; at most 292 years.</param>
    public static long Nanoseconds(this TimeSpan span) => checked(span.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>So many nanoseconds as a time span, to its resolution of 100 ns.</summary>
    /// <param name="nanoseconds">How many.</param>
    public static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
