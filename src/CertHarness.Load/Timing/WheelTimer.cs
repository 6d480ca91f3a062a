namespace CertHarness.Load.Timing;

/// <summary>Something that is called when its time has come. It is its own place in the <see cref="TimerWheel"/>: arming it allocates nothing.</summary>
public abstract class WheelTimer
{
    internal WheelTimer? Next { get; set; }

    internal WheelTimer? Previous { get; set; }

    internal long DueTick { get; set; }

    /// <summary>Whether it waits for its time.</summary>
    public bool IsArmed => Next is not null;

    /// <summary>Its time has come. It is disarmed and may arm itself again.</summary>
    /// <param name="now">The time, in nanoseconds.</param>
    protected internal abstract void OnDue(long now);
}
