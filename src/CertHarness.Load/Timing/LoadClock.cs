namespace CertHarness.Load.Timing;

/// <summary>Nanoseconds since the clock was made. It never goes back.</summary>
public sealed class LoadClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly bool _isNanoseconds;

    /// <summary>Starts at zero.</summary>
    /// <param name="time">Where the time comes from.</param>
    public LoadClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
        _isNanoseconds = time.TimestampFrequency == Nanosecond.Second;
    }

    /// <summary>Now.</summary>
    public long Now
    {
        get
        {
            var elapsed = _time.GetTimestamp() - _start;
            return _isNanoseconds ? elapsed : (long)((Int128)elapsed * Nanosecond.Second / _time.TimestampFrequency);
        }
    }
}
