using CertHarness.Faults.Recovery;
using CsCheck;

namespace CertHarness.Faults.Tests.Recovery;

/// <summary>The figures of services of which everything is known come out within 5 %, and what is counted comes out exactly.</summary>
public sealed class RecoveryAnalysisTests
{
    private static readonly Gen<TimeSpan> Outages = Gen.Int[80, 400].Select(n => TimeSpan.FromMilliseconds(10 * n));

    [Fact]
    public void A_power_cycle_of_any_length_is_measured_within_five_percent() =>
        Gen.Select(Outages, Gen.Int[0, 300].Select(n => TimeSpan.FromMilliseconds(10 * n))).Sample((outage, slow) =>
        {
            var figures = new KnownService { Outage = outage, SlowFor = slow }.Figures;

            Near(outage, figures.TimeToService, slow > TimeSpan.Zero ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromMilliseconds(2));
            Near(outage + slow, figures.TimeToNormal);
            Near(outage, figures.Area);
            Assert.Equal(1, figures.Depth);
            Near(KnownService.Rules.ServedWithin, figures.TimeToDetect);
        });

    [Fact]
    public void A_standstill_costs_only_those_who_could_not_wait() => Outages.Sample(outage =>
    {
        var figures = new KnownService { Outage = outage, CatchesUp = true }.Figures;

        Near(outage, figures.TimeToService);
        Near(outage, figures.TimeToNormal);
        Near(outage - KnownService.Rules.ServedWithin, figures.Area, KnownService.Interval);
        Assert.Equal(0, figures.AcknowledgedLost);
    });

    [Fact]
    public void Lost_messages_are_counted_exactly_wherever_they_are() =>
        Gen.Int[0, 1199].HashSet[0, 60].Sample(lost =>
            Assert.Equal(lost.Count, new KnownService { Outage = TimeSpan.FromSeconds(1), CatchesUp = true, Lost = lost }.Figures.AcknowledgedLost));

    [Fact]
    public void What_was_never_acknowledged_is_not_lost() =>
        Assert.Equal(0, new KnownService { Outage = TimeSpan.FromSeconds(3) }.Figures.AcknowledgedLost);

    [Fact]
    public void A_service_that_nothing_happens_to_recovers_at_once()
    {
        var figures = new KnownService().Figures;

        Assert.Equal(TimeSpan.Zero, figures.TimeToService);
        Assert.Equal(TimeSpan.Zero, figures.TimeToNormal);
        Assert.Equal(TimeSpan.Zero, figures.Area);
        Assert.Equal(0, figures.Depth);
        Assert.Null(figures.TimeToDetect);
    }

    [Fact]
    public void A_connection_that_ends_is_noticed_before_anything_is_missed() => Assert.Equal(
        TimeSpan.FromMilliseconds(30),
        new KnownService { Outage = TimeSpan.FromSeconds(1), Noticed = [TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(2030)] }.Figures.TimeToDetect);

    [Fact]
    public void An_outage_too_short_to_show_in_the_percentile_is_not_normal_before_it_is_over()
    {
        var figures = new KnownService { Outage = TimeSpan.FromMilliseconds(50) }.Figures;

        Near(TimeSpan.FromMilliseconds(52), figures.TimeToService);
        Assert.Equal(figures.TimeToService, figures.TimeToNormal);
    }

    [Fact]
    public void A_service_that_stays_slow_is_back_but_not_normal()
    {
        var figures = new KnownService { Outage = TimeSpan.FromSeconds(1), SlowFor = TimeSpan.FromSeconds(30) }.Figures;

        Assert.NotNull(figures.TimeToService);
        Assert.Null(figures.TimeToNormal);
    }

    [Fact]
    public void A_service_that_never_returns_has_no_times()
    {
        var figures = new KnownService { Outage = TimeSpan.FromSeconds(30) }.Figures;

        Assert.Null(figures.TimeToService);
        Assert.Null(figures.TimeToNormal);
        Near(TimeSpan.FromSeconds(10), figures.Area);
    }

    [Fact]
    public void A_moment_of_normal_delays_between_slow_ones_is_no_recovery()
    {
        var record = new KnownService { Outage = TimeSpan.FromSeconds(1), SlowFor = TimeSpan.FromSeconds(2) }.Watched();
        // Half a second of good delays in the middle of the slow time.
        var probes = record.Probes.Select(p => p.Intended >= TimeSpan.FromSeconds(3.5) && p.Intended < TimeSpan.FromSeconds(4) ? p with { Delivered = p.Intended } : p);

        var figures = RecoveryAnalysis.Of(
            record with { Probes = [.. probes] }, new Disturbance(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), KnownService.Rules);

        Near(TimeSpan.FromSeconds(3), figures.TimeToNormal);
    }

    [Fact]
    public void Normal_is_what_was_normal_before_and_never_less_than_the_floor()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(50), new KnownService().Figures.NormalDelay);
        Assert.Equal(KnownService.Rules.ServedWithin, new KnownService { Delay = TimeSpan.FromMilliseconds(300) }.Figures.NormalDelay);
        Assert.Equal(TimeSpan.FromMilliseconds(90), new KnownService { Delay = TimeSpan.FromMilliseconds(30) }.Figures.NormalDelay);
    }

    [Fact]
    public void What_was_late_because_the_harness_was_says_nothing()
    {
        var service = new KnownService { SlowFor = TimeSpan.FromSeconds(0.15), SlowDelay = TimeSpan.FromSeconds(0.6) };

        var honest = RecoveryAnalysis.Of(service.Watched(), service.Disturbance, KnownService.Rules);
        var stalled = RecoveryAnalysis.Of(
            service.Watched(new Stall(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.8))), service.Disturbance, KnownService.Rules);

        Assert.NotEqual(TimeSpan.Zero, honest.Area);
        Assert.Equal(TimeSpan.Zero, stalled.Area);
        Assert.Equal(TimeSpan.Zero, stalled.TimeToNormal);
    }

    [Fact]
    public void A_short_stall_excuses_no_outage()
    {
        var service = new KnownService { Outage = TimeSpan.FromSeconds(2), CatchesUp = true };

        var figures = RecoveryAnalysis.Of(
            service.Watched(new Stall(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(2.6))), service.Disturbance, KnownService.Rules);

        Near(TimeSpan.FromSeconds(1.5), figures.Area, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void The_chart_marks_fault_and_recovery()
    {
        var service = new KnownService { Outage = TimeSpan.FromSeconds(1), SlowFor = TimeSpan.FromSeconds(2) };

        var chart = RecoveryChart.Of("degradation", service.Figures, service.Disturbance);

        Assert.Equal(["fault", "repair", "served again", "normal again"], chart.Marks.Select(m => m.Label.En));
        Assert.Equal(chart.Marks.Select(m => m.X).Order(), chart.Marks.Select(m => m.X));
        Assert.Equal(0, chart.Series[0].Points.Where(p => p.X is > 0 and < 1).Max(p => p.Y));
        Assert.All(chart.Series[1].Points.Where(p => p.X is > 1.1 and < 2.9), p => Assert.Equal(0, p.Y));
    }

    private static void Near(TimeSpan expected, TimeSpan? actual, TimeSpan beyond = default)
    {
        Assert.NotNull(actual);
        var tolerance = (0.05 * expected) + beyond;
        Assert.InRange(actual.Value, expected - tolerance, expected + tolerance);
    }
}
