using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Drivers.Mqtt.Sessions;

namespace CertHarness.Drivers.Mqtt.Tests.Resilience;

public sealed class AttackLogTests
{
    private readonly Waiting _waiting = new(TimeSpan.FromSeconds(1), TimeProvider.System, null);
    private readonly AttackLog _log = new();

    [Fact]
    public void Packets_that_had_ended_before_are_not_suspected_and_those_that_had_not_begun_neither()
    {
        Sent(1, begun: 10, ended: 9);
        Sent(2, begun: 9, ended: 7);
        Sent(3, begun: 9, ended: null);
        Sent(4, begun: 7, ended: 6);

        Assert.Equal([2, 3], _log.UnderWay(TimeSpan.FromSeconds(8), _waiting));
    }

    [Fact]
    public void Only_recent_packets_are_kept_but_all_are_counted()
    {
        for (var number = 0; number < 10_000; number++)
            Sent(number, begun: 5, ended: null);

        Assert.Equal(10_000, _log.Count);
        var suspects = _log.UnderWay(TimeSpan.FromSeconds(1), _waiting);
        Assert.InRange(suspects.Count, 64, 1000);
        Assert.Equal(9999, suspects[^1]);
    }

    [Fact]
    public void The_evidence_tells_the_seed_and_the_suspects()
    {
        Sent(7, begun: 5, ended: null);
        var traffic = new MalformedTraffic(42, new AttackNames("a", "t"));

        var text = _log.Describe(traffic, 42, [7]);

        Assert.Contains("the seed 42: 1 packets", text);
        Assert.Contains(traffic[7].ToString(), text);
    }

    private void Sent(int number, int begun, int? ended)
    {
        long Ago(int seconds) => _waiting.Now - (seconds * TimeProvider.System.TimestampFrequency);
        var entry = _log.Begin(number, Ago(begun));
        entry.Ended = ended is { } seconds ? Ago(seconds) : null;
    }
}
