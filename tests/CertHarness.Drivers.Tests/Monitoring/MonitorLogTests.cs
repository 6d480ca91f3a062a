using CertHarness.Drivers.Monitoring;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;

namespace CertHarness.Drivers.Tests.Monitoring;

public sealed class MonitorLogTests
{
    [Fact]
    public void What_was_seen_on_all_connections_is_added_up_and_the_first_violation_is_kept()
    {
        var log = new MonitorLog();
        log.Add(new Fixed([("S-1", 2), ("S-2", 1)], []));
        log.Add(new Fixed([("S-1", 3)], [("S-1", new("x", "first", "frame 1 of lamp", 2))]));
        log.Add(new Fixed([("S-1", 4)], [("S-1", new("x", "second", "frame 9 of gate", 1))]));

        Assert.Equal([new("S-1", 9), new("S-2", 1)], log.Seen.Packets);
        var violation = Assert.Single(log.Seen.Violations);
        Assert.Equal(new("S-1", new("x", "first", "frame 1 of lamp", 3)), violation);
    }

    [Fact]
    public void Nothing_opened_is_nothing_seen() => Assert.Empty(new MonitorLog().Seen.Packets);

    [Theory]
    [InlineData(Role.Server, Role.Server, true)]
    [InlineData(Role.Both, Role.Server, true)]
    [InlineData(Role.Client, Role.Server, false)]
    [InlineData(Role.Client, Role.Client, true)]
    public void A_statement_concerns_the_SUT_that_plays_its_part(Role sender, Role sut, bool concerns) =>
        Assert.Equal(concerns, new MonitoredStatement("S-1", sender).Concerns(sut));

    private sealed class Fixed((string, int)[] packets, (string, MonitorViolation)[] violations) : IMonitor
    {
        public MonitorRecord Seen => new(packets.ToDictionary(p => p.Item1, p => p.Item2), violations.ToDictionary(v => v.Item1, v => v.Item2));
    }
}
