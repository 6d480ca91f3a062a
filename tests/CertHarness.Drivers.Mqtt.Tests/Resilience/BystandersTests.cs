using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Faults.Recovery;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Tests.Resilience;

/// <summary>How far the service of bystanders drops.</summary>
public sealed class BystandersTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ServedWithin = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void A_service_without_late_messages_has_no_depth() => Assert.Equal(0, Depth(_ => 500));

    [Fact]
    public void An_outage_of_a_second_is_as_deep_as_can_be_wherever_it_begins() => Assert.Equal(1, Depth(n => n is >= 37 and < 57 ? 501 : 5));

    [Fact]
    public void Late_messages_far_from_one_another_do_not_add_up() => Assert.Equal(0.05, Depth(n => n is 10 or 40 or 90 ? 501 : 5));

    [Fact]
    public void What_did_not_arrive_was_not_served() => Assert.Equal(0.1, Depth(n => n is 40 or 59 ? null : 5));

    [Fact]
    public void Few_messages_are_judged_together() => Assert.Equal(0.25, Depth(n => n == 3 ? 501 : 5, count: 4));

    [Fact]
    public void What_was_late_while_the_harness_was_late_is_not_held_against_the_broker()
    {
        Func<int, double?> outage = n => n is >= 37 and < 57 ? 501 : 5;

        Assert.Equal(0, Depth(outage, stalls: [new Stall(40 * Interval, 41 * Interval)]));
        Assert.Null(Depth(n => n % 10 == 0 ? 501 : 5, stalls: [new Stall(40 * Interval, 41 * Interval), new Stall(75 * Interval, 76 * Interval)]));
        Assert.Equal(1, Depth(outage, count: 200, stalls: [new Stall(100 * Interval, 101 * Interval)]));
    }

    [Fact]
    public void Messages_that_took_too_long_are_the_brokers_fault()
    {
        Assert.Null(Trouble(Record(_ => 1000)));
        Assert.Matches("1 of 100 messages took longer than the IXIT's timeout of 1 s, one of them 1.001 s", Trouble(Record(n => n == 40 ? 1001 : 5)));
        Assert.Matches("took longer", Trouble(Record(n => n == 40 ? 1400 : 5, new Stall(41 * Interval, 43 * Interval))));
    }

    [Fact]
    public void What_took_too_long_while_the_harness_did_not_run_shows_neither() => Assert.Throws<SutUnavailableException>(
        () => Trouble(Record(n => n == 40 ? 1400 : 5, new Stall(41 * Interval, 44 * Interval))));

    [Fact]
    public void What_did_not_arrive_did_not_arrive_however_busy_the_harness_was() =>
        Assert.Matches("1 of 100 messages did not arrive", Trouble(Record(n => n == 40 ? null : 5, new Stall(41 * Interval, 44 * Interval))));

    private static string? Trouble(WatchRecord record) => Bystanders.Trouble(record, TimeSpan.FromSeconds(1));

    private static WatchRecord Record(Func<int, double?> delay, params IReadOnlyList<Stall> stalls) => new(Probes(delay, 100), Interval, [], stalls);

    private static double? Depth(Func<int, double?> delay, int count = 100, params IReadOnlyList<Stall> stalls) => Bystanders.Depth(
        Probes(delay, count), ServedWithin, stalls);

    private static List<Probe> Probes(Func<int, double?> delay, int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Probe(n * Interval, null, delay(n) is { } ms ? (n * Interval) + TimeSpan.FromMilliseconds(ms) : null, 1))];
}
