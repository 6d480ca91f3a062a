namespace CertHarness.Load.Timing;

/// <summary>
/// One wheel for the timers of a whole fleet (Varghese and Lauck 1987, the hashed wheel of their scheme 6). Arming, disarming and
/// firing cost the same however many timers there are. A timer fires at most one tick of 8.4 ms late and never early. Not thread-safe.
/// </summary>
public sealed class TimerWheel
{
    private const int TickShift = 23;
    private const int Slots = 1024;

    private readonly Head[] _slots = new Head[Slots];
    private readonly Head _due = new();
    private long _tick;
    private long _fired;

    /// <summary>Creates a wheel without timers.</summary>
    /// <param name="now">The time, in nanoseconds.</param>
    public TimerWheel(long now)
    {
        _tick = now >> TickShift;
        for (var slot = 0; slot < Slots; slot++)
            _slots[slot] = new Head();
    }

    /// <summary>How many timers are armed.</summary>
    public int Count { get; private set; }

    /// <summary>When <see cref="Advance"/> is to be called again, in nanoseconds; <see cref="long.MaxValue"/> where no timer is armed.</summary>
    public long NextTick => Count == 0 ? long.MaxValue : (_tick + 1) << TickShift;

    /// <summary>Arms a timer, or sets one that is armed to another time.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="due">When it is to fire, in nanoseconds; a time gone by means the next tick.</param>
    public void Arm(WheelTimer timer, long due)
    {
        ArgumentNullException.ThrowIfNull(timer);
        Disarm(timer);
        timer.DueTick = Math.Max((due >> TickShift) + 1, _tick + 1);
        Link(timer, _slots[timer.DueTick & (Slots - 1)]);
        Count++;
    }

    /// <summary>Sees to it that a timer fires by a time; one that fires earlier anyway is left alone, which costs nothing.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="due">The time, in nanoseconds.</param>
    public void ArmBy(WheelTimer timer, long due)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!timer.IsArmed || timer.DueTick > (due >> TickShift) + 1)
            Arm(timer, due);
    }

    /// <summary>Disarms a timer. One that is not armed stays so.</summary>
    /// <param name="timer">The timer.</param>
    public void Disarm(WheelTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!timer.IsArmed)
            return;
        Unlink(timer);
        (timer.Previous, timer.Next) = (null, null);
        Count--;
    }

    /// <summary>Fires every timer whose time has come.</summary>
    /// <param name="now">The time, in nanoseconds.</param>
    /// <returns>Whether there was one.</returns>
    public bool Advance(long now)
    {
        var fired = _fired;
        var target = now >> TickShift;
        // After a pause of more than a turn of the wheel, one turn visits every timer.
        var first = Math.Max(_tick + 1, target - Slots + 1);
        for (var tick = first; tick <= target; tick++)
        {
            _tick = tick;
            Fire(_slots[tick & (Slots - 1)], target, now);
        }

        return _fired != fired;
    }

    private void Fire(Head slot, long target, long now)
    {
        // Taken out first, still linked: what fires may arm timers in this very slot, and disarm others that are due.
        for (var timer = slot.Next!; timer != slot;)
        {
            var next = timer.Next!;
            if (timer.DueTick <= target)
            {
                Unlink(timer);
                Link(timer, _due);
            }

            timer = next;
        }

        while (_due.Next! != _due)
        {
            var timer = _due.Next!;
            Disarm(timer);
            _fired++;
            timer.OnDue(now);
        }
    }

    private static void Link(WheelTimer timer, Head head)
    {
        (timer.Previous, timer.Next) = (head.Previous, head);
        (head.Previous!.Next, head.Previous) = (timer, timer);
    }

    private static void Unlink(WheelTimer timer) =>
        (timer.Previous!.Next, timer.Next!.Previous) = (timer.Next, timer.Previous);

    private sealed class Head : WheelTimer
    {
        public Head() => (Next, Previous) = (this, this);

        protected internal override void OnDue(long now)
        {
        }
    }
}
