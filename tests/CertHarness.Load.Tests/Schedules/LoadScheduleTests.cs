using CertHarness.Load.Schedules;
using CertHarness.Load.Timing;
using CsCheck;

namespace CertHarness.Load.Tests.Schedules;

public sealed class LoadScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Gen<TimeSpan> Length = Gen.Int[0, 3000].Select(ms => TimeSpan.FromMilliseconds(ms));

    private static readonly Gen<LoadSimulation> AnySimulation = Gen.OneOf(
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 2000], Length).Select(x => Simulation.Inject(x.Item1, TimeSpan.FromMilliseconds(x.Item2), x.Item3)),
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 2000], Length).Select(x => Simulation.RampingInject(x.Item1, TimeSpan.FromMilliseconds(x.Item2), x.Item3)),
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[100, 2000], Length)
            .Select(x => Simulation.InjectRandom(x.Item1, x.Item1 + x.Item2, TimeSpan.FromMilliseconds(x.Item3), x.Item4)),
        Gen.Select(Gen.Int[0, 40], Length).Select(x => Simulation.KeepConstant(x.Item1, x.Item2)),
        Gen.Select(Gen.Int[0, 40], Length).Select(x => Simulation.RampingConstant(x.Item1, x.Item2)),
        Length.Select(Simulation.Pause));

    private static readonly Gen<LoadSchedule> AnySchedule =
        Gen.Select(AnySimulation.List[0, 6], Gen.ULong).Select(x => new LoadSchedule(x.Item1, x.Item2));

    [Fact]
    public void Shares_computed_alone_are_together_exactly_the_whole() =>
        Gen.Select(AnySchedule, Gen.Int[1, 7]).Sample((schedule, count) =>
        {
            var whole = schedule.Instants(Share.Whole).ToList();
            var parts = Enumerable.Range(0, count).SelectMany(i => schedule.Instants(new Share(i, count))).Order().ToList();
            return whole.SequenceEqual(parts);
        });

    [Fact]
    public void Copies_of_all_shares_add_up_to_those_of_the_whole_at_every_change() =>
        Gen.Select(AnySchedule, Gen.Int[1, 7]).Sample((schedule, count) =>
        {
            var parts = Enumerable.Range(0, count).Select(i => schedule.Copies(new Share(i, count)).ToList()).ToList();
            return schedule.Copies(Share.Whole).All(change => parts.Sum(part => CopiesAt(part, change.At)) == CopiesAt([.. schedule.Copies(Share.Whole)], change.At));
        });

    [Fact]
    public void A_share_cut_into_parts_is_those_parts() =>
        Gen.Select(AnySchedule, Gen.Int[1, 4], Gen.Int[1, 4]).Sample((schedule, shares, threads) =>
        {
            var share = new Share(shares - 1, shares);
            var parts = Enumerable.Range(0, threads).SelectMany(i => schedule.Instants(share.Part(i, threads))).Order();
            return schedule.Instants(share).SequenceEqual(parts);
        });

    [Fact]
    public void Instants_rise_and_lie_within_the_schedule() =>
        AnySchedule.Sample(schedule =>
        {
            var instants = schedule.Instants(Share.Whole).ToList();
            return instants.SequenceEqual(instants.Order()) && instants.All(at => at >= 0 && at < schedule.Length.Nanoseconds());
        });

    [Fact]
    public void A_constant_rate_is_spread_evenly_and_does_not_creep()
    {
        var instants = LoadSchedule.Of(Simulation.Inject(3, Second, TimeSpan.FromHours(10))).Instants(Share.Whole).ToList();

        Assert.Equal(3 * 36_000, instants.Count);
        Assert.All(Enumerable.Range(0, 36_000), i => Assert.Equal(i * Nanosecond.Second, instants[3 * i]));
    }

    [Fact]
    public void A_ramp_begins_as_many_as_the_area_under_it_and_three_quarters_of_them_in_its_second_half()
    {
        var instants = LoadSchedule.Of(Simulation.RampingInject(1000, Second, TimeSpan.FromSeconds(10))).Instants(Share.Whole).ToList();

        Assert.Equal(5000, instants.Count);
        Assert.Equal(3750, instants.Count(at => at >= 5 * Nanosecond.Second), 1.0);
    }

    [Fact]
    public void A_ramp_goes_on_from_the_rate_before_it()
    {
        var schedule = LoadSchedule.Of(Simulation.Inject(100, Second, Second), Simulation.RampingInject(300, Second, TimeSpan.FromSeconds(2)));

        Assert.Equal(100 + 400, schedule.Instants(Share.Whole).Count());
    }

    [Fact]
    public void A_pause_begins_nothing_and_a_ramp_after_it_starts_from_zero()
    {
        var schedule = LoadSchedule.Of(
            Simulation.Inject(100, Second, Second), Simulation.Pause(Second), Simulation.RampingInject(100, Second, Second));
        var instants = schedule.Instants(Share.Whole).ToList();

        Assert.DoesNotContain(instants, at => at >= Nanosecond.Second && at < 2 * Nanosecond.Second);
        Assert.Equal(50, instants.Count(at => at >= 2 * Nanosecond.Second));
    }

    [Fact]
    public void Random_rates_follow_from_the_seed_and_stay_in_their_range()
    {
        LoadSchedule Seeded(ulong seed) => new([Simulation.InjectRandom(10, 20, Second, TimeSpan.FromSeconds(50))], seed);
        var rates = Seeded(1).Instants(Share.Whole).GroupBy(at => at / Nanosecond.Second).Select(g => g.Count()).ToList();

        Assert.Equal(Seeded(1).Instants(Share.Whole), Seeded(1).Instants(Share.Whole));
        Assert.NotEqual(Seeded(1).Instants(Share.Whole), Seeded(2).Instants(Share.Whole));
        Assert.All(rates, rate => Assert.InRange(rate, 10, 20));
        Assert.True(rates.Distinct().Count() > 5);
    }

    [Fact]
    public void Ramping_copies_go_up_and_down_by_one_and_end_with_none()
    {
        var schedule = LoadSchedule.Of(
            Simulation.RampingConstant(10, TimeSpan.FromSeconds(10)), Simulation.KeepConstant(10, Second), Simulation.RampingConstant(0, Second));
        var changes = schedule.Copies(Share.Whole).ToList();

        Assert.Equal(5, CopiesAt(changes, 5 * Nanosecond.Second));
        Assert.Equal(10, CopiesAt(changes, (10 * Nanosecond.Second) + 1));
        Assert.Equal(0, changes[^1].Copies);
        Assert.Equal(10, schedule.MostCopies(Share.Whole));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void A_schedule_of_nothing_is_empty(int rate, int seconds)
    {
        Assert.True(LoadSchedule.Of(Simulation.Inject(rate, Second, TimeSpan.FromSeconds(seconds))).IsEmpty);
        Assert.True(LoadSchedule.Of(Simulation.Pause(Second)).IsEmpty);
    }

    [Fact]
    public void What_cannot_be_a_schedule_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.Inject(-1, Second, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.Inject(1, TimeSpan.Zero, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.KeepConstant(1, -Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.InjectRandom(5, 4, Second, Second));
    }

    private static int CopiesAt(List<CopyChange> changes, long at) => changes.LastOrDefault(change => change.At <= at).Copies;
}
