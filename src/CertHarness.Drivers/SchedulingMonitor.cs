namespace CertHarness.Drivers;

/// <summary>
/// Notices when the harness itself did not get to run: a timer that comes late means that an answer may have been there and was
/// not looked at, so a missing answer is inconclusive and not the SUT's fault. One per run.
/// </summary>
public sealed class SchedulingMonitor : IDisposable, IAsyncDisposable
{
    /// <summary>How often the monitor looks: every 20 ms. Shorter stalls than that may go unnoticed.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    // Ends rise and lengths fall: an earlier stall that is not longer than a later one is never the answer. So it stays short.
    private readonly List<Stall> _stalls = [];
    private long _lastTick;

    /// <summary>Starts watching.</summary>
    /// <param name="time">The clock; its timers run on the thread pool, as the harness does.</param>
    public SchedulingMonitor(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _lastTick = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Tick(), null, Period, Period);
    }

    /// <summary>The longest time that the harness was kept from running since a moment, zero where it never was.</summary>
    /// <param name="timestamp">The moment, from <see cref="TimeProvider.GetTimestamp"/>. Of a stall that began before it, the rest
    /// counts.</param>
    public TimeSpan LongestStallSince(long timestamp)
    {
        lock (_gate)
        {
            // A stall that no tick has ended yet shows in the tick that is due.
            var now = _time.GetTimestamp();
            return _stalls.Append(new Stall(now, Lag(now)))
                .Where(stall => stall.End > timestamp)
                .Select(stall => Earlier(stall.Length, _time.GetElapsedTime(timestamp, stall.End)))
                .DefaultIfEmpty(TimeSpan.Zero)
                .Max();
        }
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>Stops watching.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var lag = Lag(now);
            _lastTick = now;
            if (lag > TimeSpan.Zero)
            {
                _stalls.RemoveAll(stall => stall.Length <= lag);
                _stalls.Add(new Stall(now, lag));
            }
        }
    }

    private TimeSpan Lag(long now)
    {
        var lag = _time.GetElapsedTime(_lastTick, now) - Period;
        return lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private readonly record struct Stall(long End, TimeSpan Length);
}
