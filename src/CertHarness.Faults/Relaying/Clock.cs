namespace CertHarness.Faults.Relaying;

/// <summary>The time since a proxy started.</summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>A timer that is not set yet.</summary>
    public ITimer Timer(Action elapsed) => time.CreateTimer(_ => elapsed(), null, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
}
