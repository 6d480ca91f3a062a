using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.Drivers.Tests;

public sealed class SchedulingMonitorTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Ticks_on_time_are_no_stall()
    {
        using var monitor = new SchedulingMonitor(_time);
        var start = _time.GetTimestamp();

        Run(50);

        Assert.Equal(TimeSpan.Zero, monitor.LongestStallSince(start));
    }

    [Fact]
    public void A_late_tick_is_a_stall_of_the_time_that_it_is_late()
    {
        using var monitor = new SchedulingMonitor(_time);
        var start = _time.GetTimestamp();

        Run(3);
        _time.Advance(SchedulingMonitor.Period + Stall);
        Run(3);

        Assert.Equal(Stall, monitor.LongestStallSince(start));
    }

    [Fact]
    public void A_stall_that_still_goes_on_counts()
    {
        var stuck = new StuckTime();
        using var monitor = new SchedulingMonitor(stuck);
        var start = stuck.GetTimestamp();

        stuck.Now += SchedulingMonitor.Period + Stall;

        Assert.Equal(Stall, monitor.LongestStallSince(start));
    }

    [Fact]
    public void A_stall_before_the_moment_does_not_count()
    {
        using var monitor = new SchedulingMonitor(_time);
        _time.Advance(SchedulingMonitor.Period + Stall);
        var start = _time.GetTimestamp();

        Run(3);

        Assert.Equal(TimeSpan.Zero, monitor.LongestStallSince(start));
    }

    [Fact]
    public void Of_a_stall_around_the_moment_the_rest_counts()
    {
        var stuck = new StuckTime();
        using var monitor = new SchedulingMonitor(stuck);

        stuck.Now += Stall;
        var start = stuck.GetTimestamp();
        stuck.Now += TimeSpan.FromMilliseconds(70);
        stuck.Tick();

        Assert.Equal(TimeSpan.FromMilliseconds(70), monitor.LongestStallSince(start));
    }

    [Fact]
    public void What_is_forgotten_is_never_the_answer() =>
        Gen.Int[0, 60].Array[1, 40].Select(Gen.Int[0, 39]).Sample((delays, moment) =>
        {
            var stuck = new StuckTime();
            using var monitor = new SchedulingMonitor(stuck);
            var stalls = new List<(TimeSpan End, TimeSpan Length)>();
            foreach (var delay in delays)
            {
                var late = TimeSpan.FromMilliseconds(delay);
                stuck.Now += SchedulingMonitor.Period + late;
                stuck.Tick();
                stalls.Add((stuck.Now, late));
            }

            var start = stalls[moment % stalls.Count].End - SchedulingMonitor.Period;
            var expected = stalls.Where(stall => stall.End > start)
                .Max(stall => stall.Length < stall.End - start ? stall.Length : stall.End - start);
            Assert.Equal(expected, monitor.LongestStallSince(start.Ticks));
        });

    [Fact]
    public async Task A_thread_pool_that_is_all_busy_is_noticed()
    {
        await using var monitor = new SchedulingMonitor(TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        using var release = new ManualResetEventSlim();
        var hogs = Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => Task.Run(release.Wait)).ToArray();

        var deadline = TimeSpan.FromSeconds(30);
        var stall = await Task.Factory.StartNew(
            () =>
            {
                // Off the pool, for the pool is stuck.
                TimeSpan longest;
                while ((longest = monitor.LongestStallSince(start)) < TimeSpan.FromMilliseconds(100)
                    && TimeProvider.System.GetElapsedTime(start) < deadline)
                {
                    Thread.Yield();
                }

                release.Set();
                return longest;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        await Task.WhenAll(hogs);
        Assert.InRange(stall, TimeSpan.FromMilliseconds(100), deadline);
    }

    private void Run(int ticks)
    {
        for (var tick = 0; tick < ticks; tick++)
        {
            _time.Advance(SchedulingMonitor.Period);
        }
    }

    /// <summary>A clock whose timers fire only when told, as on a machine that is busy.</summary>
    private sealed class StuckTime : TimeProvider
    {
        private TimerCallback? _callback;

        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = callback;
            return new Never();
        }

        public void Tick() => _callback!(null);

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
