using CertHarness.Load.Timing;
using CsCheck;

namespace CertHarness.Load.Tests.Timing;

public sealed class TimerWheelTests
{
    private const long Tick = 1 << 23;

    [Fact]
    public void A_timer_fires_once_never_early_and_at_most_a_tick_and_a_look_late() =>
        Gen.Select(Gen.Long[0, 40 * Nanosecond.Second].Array[1, 60], Gen.Long[1, 3 * Nanosecond.Second].Array[1, 60]).Sample((dues, steps) =>
        {
            var wheel = new TimerWheel(0);
            var timers = dues.Select(due => new Timer(due)).ToList();
            timers.ForEach(timer => wheel.Arm(timer, timer.Due));
            long now = 0;
            foreach (var step in steps)
            {
                var before = now;
                wheel.Advance(now += step);
                if (timers.Any(timer => timer.FiredAt == now && (timer.Due > now || timer.Due <= before - Tick)))
                    return false;
            }

            return timers.All(timer => timer.Fired == (timer.Due <= now - Tick ? 1 : timer.Fired) && timer.Fired <= 1)
                && wheel.Count == timers.Count(timer => timer.Fired == 0);
        });

    [Fact]
    public void A_timer_may_arm_itself_again_and_disarm_others_that_are_due()
    {
        var wheel = new TimerWheel(0);
        var victim = new Timer(Tick);
        var again = new Timer(Tick);
        again.Then = () =>
        {
            wheel.Disarm(victim);
            if (again.Fired < 3)
                wheel.Arm(again, 0);
        };
        wheel.Arm(again, Tick);
        wheel.Arm(victim, Tick);
        for (var tick = 1; tick < 10; tick++)
            wheel.Advance(tick * Tick);

        Assert.Equal((3, 0, 0), (again.Fired, victim.Fired, wheel.Count));
    }

    [Fact]
    public void Without_timers_nothing_is_due() => Assert.Equal(long.MaxValue, new TimerWheel(0).NextTick);

    private sealed class Timer(long due) : WheelTimer
    {
        public long Due => due;

        public int Fired { get; private set; }

        public long FiredAt { get; private set; } = -1;

        public Action Then { get; set; } = () => { };

        protected internal override void OnDue(long now)
        {
            (Fired, FiredAt) = (Fired + 1, now);
            Then();
        }
    }
}
