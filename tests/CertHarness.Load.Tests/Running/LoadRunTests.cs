using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CsCheck;

namespace CertHarness.Load.Tests.Running;

public sealed class LoadRunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    [Fact]
    public void Every_iteration_of_an_open_schedule_ends_in_exactly_one_outcome() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2000], Gen.Int[0, 5].Array[4]).Sample(
            (devices, threads, rate, outcomes) =>
            {
                var plan = Plan(devices, Simulation.Inject(rate, Second, Moment)) with { Threads = threads, Timeout = TimeSpan.FromMilliseconds(50) };
                var fleet = new FakeFleet(number => outcomes[number] == 5 ? null : (Outcome)outcomes[number]);
                var result = Run(plan, fleet).GetAwaiter().GetResult();
                var expected = plan.Schedule.Instants(Share.Whole).Count();
                return result.Totals.Outcomes.Total == expected && result.End.Unfinished == 0
                    && result.Totals.Seconds.Sum(s => s.Ok + s.Failed + s.Dropped) == expected
                    && result.Totals.Response.Count == result.Totals.Outcomes[Outcome.Ok] + result.Totals.Outcomes[Outcome.TimedOut];
            },
            iter: 12,
            threads: 1);

    [Fact]
    public async Task A_closed_schedule_keeps_its_copies_running_and_ends_with_all_iterations_ended()
    {
        var result = await Run(Plan(3, Simulation.KeepConstant(3, Moment)), new FakeFleet(_ => Outcome.Ok));

        Assert.True(result.Totals.Begun > 100);
        Assert.Equal(result.Totals.Begun, result.Totals.Outcomes[Outcome.Ok]);
        Assert.False(result.IsPartial);
    }

    [Fact]
    public async Task Response_time_counts_from_the_intended_instant_while_service_time_does_not_know_of_the_wait()
    {
        // One device that takes 40 ms for each of 20 iterations that are meant to begin at once.
        var plan = Plan(1, Simulation.Inject(20, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)));
        var result = await Run(plan, new FakeFleet(_ => Outcome.Ok) { Delay = TimeSpan.FromMilliseconds(40) });

        Assert.Equal(20, result.Totals.Outcomes[Outcome.Ok]);
        Assert.True(result.Totals.Response.Max >= 20 * 40_000_000L);
        Assert.True(result.Totals.Service.Percentile(50) < result.Totals.Response.Percentile(50) / 2);
    }

    [Fact]
    public async Task The_time_series_has_pieces_of_the_length_asked_for()
    {
        var plan = Plan(1, Simulation.Inject(6, TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(600))) with { Interval = TimeSpan.FromMilliseconds(100) };
        var result = await Run(plan, new FakeFleet(_ => Outcome.Ok));

        // A piece that a busy machine made longer is one of several.
        Assert.InRange(result.Totals.Seconds.Count, 2, 7);
        Assert.Equal(6, result.Totals.Seconds.Sum(second => second.Ok));
    }

    [Fact]
    public async Task A_device_that_does_not_answer_times_out_and_is_used_again()
    {
        var plan = Plan(1, Simulation.Inject(3, Second, Second)) with { Timeout = TimeSpan.FromMilliseconds(60) };
        var result = await Run(plan, new FakeFleet(_ => null));

        Assert.Equal(3, result.Totals.Outcomes[Outcome.TimedOut]);
        Assert.Contains("no answer within 0.06 s", result.End.Causes.Keys);
    }

    [Fact]
    public async Task An_iteration_that_finds_no_free_device_in_time_times_out_without_being_begun()
    {
        var plan = Plan(1, Simulation.Inject(10, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1))) with { Timeout = TimeSpan.FromMilliseconds(50) };
        var result = await Run(plan, new FakeFleet(_ => null));

        Assert.Equal(10, result.Totals.Outcomes[Outcome.TimedOut]);
        Assert.True(result.Totals.Begun < 10);
    }

    [Fact]
    public async Task A_rate_that_no_machine_can_make_is_dropped_and_the_generator_named_as_the_limit()
    {
        var plan = Plan(1, Simulation.Inject(int.MaxValue, Second, TimeSpan.FromMicroseconds(500))) with { MostLateness = TimeSpan.FromMilliseconds(1) };
        var result = await Run(plan, new FakeFleet(_ => Outcome.Ok));

        Assert.Equal(plan.Schedule.Instants(Share.Whole).LongCount(), result.Totals.Outcomes.Total);
        Assert.True(result.Totals.Outcomes[Outcome.Dropped] > 0);
        Assert.Contains(result.GeneratorLimits, reason => reason.Contains("too late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_schedule_of_nothing_is_a_partial_run_that_says_why()
    {
        var result = await Run(Plan(1, Simulation.Inject(0, Second, Second)), new FakeFleet(_ => Outcome.Ok));

        Assert.True(result.IsPartial && result.IsEmpty);
        Assert.Equal("the schedule begins nothing", result.End.Interrupted);
    }

    [Fact]
    public async Task Where_no_device_can_connect_the_run_ends_and_names_the_cause()
    {
        var result = await Run(Plan(5, Simulation.Inject(10, Second, TimeSpan.FromHours(1))), new FakeFleet(_ => Outcome.Ok) { Connecting = Outcome.Refused });

        Assert.Equal("no device could connect (connecting: so it was told)", result.End.Interrupted);
    }

    [Fact]
    public async Task Devices_that_do_not_connect_in_time_are_given_up()
    {
        var plan = Plan(5, Simulation.Inject(10, Second, TimeSpan.FromHours(1))) with { ConnectTimeout = TimeSpan.FromMilliseconds(50) };
        var result = await Run(plan, new FakeFleet(_ => Outcome.Ok) { Connecting = null });

        Assert.Contains("not connected within 0.05 s", result.End.Interrupted);
    }

    [Fact]
    public async Task What_the_generator_ran_out_of_is_its_limit_and_not_tried_on()
    {
        var fleet = new FakeFleet(_ => Outcome.Ok) { Exhausted = "out of files" };
        var result = await Run(Plan(1000, Simulation.Inject(10, Second, Moment)), fleet);

        Assert.Contains("out of files", result.GeneratorLimits);
        Assert.True(result.Totals.Connecting.Count < 1000);
    }

    [Fact]
    public async Task A_cancelled_run_ends_at_once_keeps_its_numbers_and_is_marked_partial()
    {
        using var cancel = new CancellationTokenSource();
        var totals = new LoadTotals();
        var plan = Plan(4, Simulation.Inject(1000, Second, TimeSpan.FromHours(1)));
        var end = await new LoadRun(plan, new FakeFleet(_ => Outcome.Ok), TimeProvider.System).RunAsync(
            second =>
            {
                totals.Add(second);
                if (totals.Outcomes.Total > 0)
                    cancel.Cancel();
            },
            cancel.Token);
        var result = totals.Finish(end);

        Assert.Equal("the run was cancelled", result.End.Interrupted);
        Assert.True(result.Totals.Outcomes[Outcome.Ok] > 0);
    }

    [Fact]
    public async Task Copies_that_find_no_SUT_try_again_with_rests_instead_of_at_full_speed()
    {
        var plan = Plan(2, Simulation.KeepConstant(2, TimeSpan.FromMilliseconds(300)));
        var result = await Run(plan, new FakeFleet(_ => Outcome.Refused));

        Assert.InRange(result.Totals.Outcomes[Outcome.Refused], 2, 40);
    }

    [Fact]
    public async Task More_copies_than_devices_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Run(Plan(2, Simulation.KeepConstant(3, Second)), new FakeFleet(_ => Outcome.Ok)));

    private static LoadPlan Plan(int devices, LoadSimulation simulation) => new() { Schedule = LoadSchedule.Of(simulation), Devices = devices };

    private static async Task<LoadResult> Run(LoadPlan plan, FakeFleet fleet)
    {
        var totals = new LoadTotals();
        return totals.Finish(await new LoadRun(plan, fleet, TimeProvider.System).RunAsync(totals.Add, TestContext.Current.CancellationToken));
    }
}
