using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Tests.Monitoring;

public sealed class MonitorTests
{
    public static TheoryData<string> OfServers => [.. ServerFaults.All.Keys];

    public static TheoryData<string> OfClients => [.. MonitorTable.All.Where(m => m.Sender != Role.Server).Select(m => m.Requirement).Distinct()];

    [Fact]
    public void Every_monitor_of_servers_has_a_fault_to_find() => Assert.Equal(
        MonitorTable.All.Where(m => m.Sender != Role.Client).Select(m => m.Requirement).Distinct().Order(), ServerFaults.All.Keys.Order());

    [Fact]
    public void Every_monitor_of_clients_alone_has_a_fault_to_find() => Assert.Equal(
        MonitorTable.All.Where(m => m.Sender == Role.Client).Select(m => m.Requirement).Distinct()
            .Except(ServerFaults.All.Keys).Order(),
        ClientFaults.All.Keys.Except(ServerFaults.All.Keys).Order());

    [Fact]
    public void A_statement_is_watched_once_on_each_side() => Assert.All(
        from side in new[] { Role.Server, Role.Client }
        from version in Enum.GetValues<MqttVersion>()
        select MonitorTable.Of(side, version).Select(m => m.Requirement).ToList(),
        ids => Assert.Equal(ids.Distinct(), ids));

    [Theory]
    [MemberData(nameof(OfServers))]
    public void A_server_that_breaks_a_statement_is_seen(string requirement)
    {
        var talk = new Talk(ServerFaults.VersionOf(requirement), Role.Server);

        ServerFaults.All[requirement](talk);

        var violation = talk.Seen.Violations[requirement];
        Assert.Equal((1, "frame 7 of lamp"), (violation.Times, violation.Evidence));
        Assert.Matches("^.+: [0-9A-F]+…?$", violation.Observed);
        Assert.True(talk.Seen.Packets[requirement] >= 1);
    }

    [Theory]
    [MemberData(nameof(OfClients))]
    public void A_client_that_breaks_a_statement_is_seen(string requirement)
    {
        // What binds both sides is broken by a client as it is by a server, where nothing else is said.
        var mirrored = !ClientFaults.All.TryGetValue(requirement, out var fault);
        var talk = new Talk(ServerFaults.VersionOf(requirement), Role.Client, mirrored);

        (fault ?? ServerFaults.All[requirement])(talk);

        Assert.Contains(requirement, talk.Seen.Violations);
    }

    [Theory]
    [InlineData(Role.Server)]
    [InlineData(Role.Client)]
    public void Right_traffic_breaks_nothing_and_gives_every_monitor_something_to_judge(Role sut)
    {
        var seen = RightConversations.All(sut).Select(t => t.Seen).ToList();

        Assert.Empty(seen.SelectMany(s => s.Violations).Select(v => $"{v.Key}: expected {v.Value.Expected}, observed {v.Value.Observed}"));
        var judged = seen.SelectMany(s => s.Packets.Keys).ToHashSet();
        Assert.Empty(MonitorTable.All.Where(m => (m.Sender == Role.Both || m.Sender == sut) && !judged.Contains(m.Requirement)).Select(m => m.Requirement));
    }
}
