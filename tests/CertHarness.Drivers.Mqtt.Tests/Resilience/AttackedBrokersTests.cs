using CertHarness.Drivers.Mqtt.Mutants;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Tests.Features;
using CertHarness.Drivers.Mutations;
using CertHarness.Faults;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Verdicts;
using CertHarness.ReferenceCity.Mqtt;

namespace CertHarness.Drivers.Mqtt.Tests.Resilience;

/// <summary>Attacks, overload and bad networks against a broker that withstands them, and against brokers that do not.</summary>
public sealed class AttackedBrokersTests
{
    private static readonly Dictionary<string, double> Parameters = Small(ProfileReader.Read(
        "mqtt-broker-resilience.yaml",
        File.ReadAllText(Path.Combine(FeatureRun.Folder, "..", "..", "profiles", "mqtt-broker-resilience.yaml")),
        new DiagnosticBag())!.Parameters);

    [Theory]
    [InlineData("@RES-MAL-1")]
    [InlineData("@RES-MAL-3")]
    [InlineData("@RES-MAL-4")]
    [InlineData("@RES-OVR-2")]
    [InlineData("@RES-OVR-3")]
    [InlineData("@RES-OVR-5")]
    [InlineData("@RES-OVR-8")]
    [InlineData("@RES-OVR-10")]
    [InlineData("@RES-NET-1")]
    [InlineData("@RES-NET-2")]
    [InlineData("@RES-NET-3")]
    [InlineData("@RES-NET-5")]
    [InlineData("@RES-NET-7")]
    [InlineData("@RES-NET-8")]
    [InlineData("@RES-NET-9")]
    public async Task The_reference_broker_withstands(string requirement)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var findings = await RunAsync(new FeatureRun { Parameters = Parameters }, broker.Endpoint, requirement);

        // A machine that is busy with other tests may leave it open.
        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("@RES-MAL-1", "dies of half a surrogate pair", @"with the seed -?\d+ then these were under way: \d+")]
    [InlineData("@RES-MAL-2", "forgets retained messages after malformed packets", "nothing such")]
    [InlineData("@RES-MAL-3", "lets nobody in again who has sent a malformed packet", "CONNACK")]
    [InlineData("@RES-MAL-4", "ends the connection of whom a malformed CONNECT names", "closed")]
    [InlineData("@RES-OVR-2", "refuses everybody after a storm", "CONNACK")]
    [InlineData("@RES-OVR-3", "lets one slow reader stall all", "messages did not arrive|took longer")]
    [InlineData("@RES-OVR-8", "dies of a topic of a thousand levels", "a connection of theirs ended")]
    [InlineData("@RES-OVR-10", "lets nobody in where twenty have not introduced themselves", "CONNACK")]
    [InlineData("@RES-NET-1", "never notices a half-open peer", "the will of lamps 1")]
    [InlineData("@RES-NET-1", "loses the will of one peer among several that fell silent", "the will of lamps 3")]
    [InlineData("@RES-NET-2", "refuses a client whose old connection seems to live", "CONNACK")]
    [InlineData("@RES-NET-7", "delivers a repeated message at QoS 2 twice", "more than once")]
    [InlineData("@RES-NET-7", "takes a repeated message at QoS 2 for one that it has", "not |nothing such")]
    [InlineData("@RES-NET-8", "takes what went into a dead link for delivered", "not |nothing such")]
    public async Task A_broker_fails_that(string requirement, string fault, string message)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var mutant = (WireMutant)new MqttMutants().Mutants.Single(m => m.Name == fault && m.Requirements.Contains(requirement[1..]));
        await using var proxy = Proxy.Start(broker.Endpoint, TimeProvider.System, 1, mutant.Mutate(TimeProvider.System));
        var finding = Assert.Single((await RunAsync(new FeatureRun { Parameters = Parameters }, proxy.Endpoint, requirement)).Take(1));

        // A machine that is busy with other tests may leave it open.
        Assert.Contains(finding.Verdict, (Verdict[])[Verdict.Fail, Verdict.Inconclusive]);
        if (finding.Verdict == Verdict.Fail)
            Assert.Matches(message, finding.Message);
    }

    [Fact]
    public async Task How_others_are_served_is_measured()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var run = new FeatureRun { Parameters = Parameters };
        var findings = await RunAsync(run, broker.Endpoint, "@RES-OVR-6");

        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));
        Assert.Contains(run.Measured, m => m.Name == "flood-messages" && m.Value == Parameters["meter-messages"]);
        if (findings.Count > 0)
            return;
        Assert.Contains(run.Measured, m => m is { Name: "bystander-delay-p95", Unit: "ms", Value: > 0 });
        Assert.True(run.Measured.Where(m => m.Name == "bystander-depth").All(m => m is { Unit: "%", Value: >= 0 and < 100 }));
    }

    [Fact]
    public async Task How_late_the_worst_of_many_silent_devices_is_noticed_is_measured()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        Change holdsUpTheSecond = Changes.Delivers((message, exchange) =>
        {
            if (message.Text() == "2")
                exchange.Wait(TimeSpan.FromSeconds(1));
            return message;
        });
        await using var proxy = Proxy.Start(
            broker.Endpoint, TimeProvider.System, 1, new PacketMutation(holdsUpTheSecond, MqttVersion.V311, TimeProvider.System));
        var run = new FeatureRun { Parameters = Parameters };
        var findings = await RunAsync(run, proxy.Endpoint, "@RES-NET-1");

        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));
        if (findings.Count > 0)
            return;
        var worst = Assert.Single(run.Measured, m => m is { Name: "notice-overdue", Unit: "s" }).Value;
        Assert.InRange(worst, 0.9, Parameters["silent-longest"]);
        Assert.True(Assert.Single(run.Measured, m => m.Name == "notice-overdue-median").Value < worst);
    }

    [Fact]
    public async Task A_flood_that_never_began_proves_nothing()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var mutation = new PacketMutation(Changes.Refuses(c => c.ClientId.EndsWith("camera", StringComparison.Ordinal)), MqttVersion.V311, TimeProvider.System);
        await using var proxy = Proxy.Start(broker.Endpoint, TimeProvider.System, 1, mutation);

        var finding = Assert.Single(await RunAsync(new FeatureRun { Parameters = Parameters }, proxy.Endpoint, "@RES-OVR-3"));

        Assert.Equal(Verdict.Inconclusive, finding.Verdict);
        Assert.Contains("camera was not let in", finding.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(FeatureRun run, Uri endpoint, string tag) => run.RunAsync(
        FeatureRun.ResilienceSuite,
        new SutAccess(endpoint, new Ixit { Timeout = TimeSpan.FromSeconds(2) }),
        [.. FeatureRun.ResilienceSuite.Scenarios.Where(s => s.Tags.Contains(tag))],
        1,
        TestContext.Current.CancellationToken);

    private static Dictionary<string, double> Small(IReadOnlyDictionary<string, double> parameters) => new(parameters)
    {
        ["malformed-packets"] = 2000,
        ["malformed-sample"] = 300,
        ["storm-clients"] = 400,
        ["silent-connections"] = 60,
        ["camera-messages"] = 300,
        ["meter-messages"] = 5000,
        ["charger-messages"] = 300,
        ["edge-bytes"] = 2_000_000,
        ["sensor-messages"] = 24,
        ["silent-lamps"] = 4,
        ["silent-span"] = 1,
        ["silent-longest"] = 3,
    };
}
