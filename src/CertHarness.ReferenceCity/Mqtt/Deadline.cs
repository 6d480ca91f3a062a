namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>Something that is due once, after any span of time, and can be put off or cancelled.</summary>
internal sealed class Deadline : IDisposable
{
    // Timers refuse spans of about 50 days and more; session expiry intervals reach 136 years.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    private readonly BrokerClock _clock;
    private readonly TimeSpan _delay;
    private readonly Action _due;
    private readonly ITimer _timer;
    private long _start;
    private bool _over;

    public Deadline(BrokerClock clock, TimeSpan delay, Action due)
    {
        (_clock, _delay, _due) = (clock, delay, due);
        _start = clock.Now;
        _timer = clock.Time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm(delay);
    }

    /// <summary>Lets the whole delay begin again. Called with the gate held.</summary>
    public void Restart() => _start = _clock.Now;

    /// <summary>Cancels. Called with the gate held, so that it cannot fire any more.</summary>
    public void Dispose()
    {
        _over = true;
        _timer.Dispose();
    }

    private void Fire()
    {
        lock (_clock.Gate)
        {
            if (_over)
                return;
            if (_clock.Standstill.IsOn)
            {
                _clock.HoldBack(Fire);
                return;
            }

            var left = _delay - _clock.Since(_start);
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            Dispose();
            _due();
        }
    }

    private void Arm(TimeSpan left) => _timer.Change(left < LongestTimer ? left : LongestTimer, Timeout.InfiniteTimeSpan);
}
