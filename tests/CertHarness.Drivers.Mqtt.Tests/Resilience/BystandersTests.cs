using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Faults.Recovery;

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

    private static double? Depth(Func<int, double?> delay, int count = 100, params IReadOnlyList<Stall> stalls) => Bystanders.Depth(
        [.. Enumerable.Range(0, count).Select(n => new Probe(n * Interval, null, delay(n) is { } ms ? (n * Interval) + TimeSpan.FromMilliseconds(ms) : null, 1))],
        ServedWithin,
        stalls);
}
