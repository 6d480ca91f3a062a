using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A broker that the harness's authors had no hand in must pass, but for faults that its packets prove.</summary>
public sealed class MosquittoTests
{
    /// <summary>Scenarios that do not apply to mosquitto, which makes another lawful choice than the one they are about.</summary>
    internal static readonly string[] Choices =
    [
        // It accepts the client and gives it a client identifier.
        "A broker that says why it refuses a CONNECT without a client identifier ends the connection then",
        // It takes client identifiers of every kind, offers everything, does not look into payloads, and has no rules here.
        "A device whose client identifier is longer than 23 characters is turned away, if it is rejected",
        "A device whose client identifier holds odd characters is turned away, if it is rejected",
        "After a rejection for its payload the same packet identifier marks a new message",
        "After a rejection for lack of permission the same packet identifier marks a new message",
        .. EmbeddedBrokerTests.OfRestrictedBrokers,
    ];

    [Fact]
    public async Task Mosquitto_passes_but_for_its_known_deviations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var broker = await Mosquitto.StartAsync(cancellation);
        var run = new FeatureRun();
        var findings = await run.UntilJudgedAsync(broker.Endpoint, new Ixit(), FeatureRun.Plain, cancellation);
        foreach (var finding in findings)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(finding.ToString());
        }

        Assert.Empty(findings.Where(f => !Mosquitto.Known.Concat(Choices).Contains(f.Scenario.Name)).Select(f => f.ToString()));
        Assert.Empty(run.Violations(Mosquitto.Broken));
    }

    [Fact]
    public async Task The_probe_sees_what_mosquitto_can_do()
    {
        await using var broker = await Mosquitto.StartAsync(TestContext.Current.CancellationToken);
        var result = await new MqttDriver().ProbeAsync(
            new SutAccess(broker.Endpoint, new Ixit()), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Null(result.Unreachable);
        string[] absent =
        [
            "server-keep-alive", "response-information", "tls", "websocket", "authentication", "authorization", "enhanced-authentication",
        ];
        Assert.All(result.Capabilities, c => Assert.True(c.Present != absent.Contains(c.Id), $"{c.Id}: {c.Remark}"));
        Assert.Contains(result.Capabilities, c => c.Id == "retained-messages");
    }
}
