using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.ReferenceCity.Mqtt.Embedded;
using Io.Cucumber.Messages.Types;
using Scenario = CertHarness.Gherkin.Scenario;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A broker that is right passes everything; one that is not is found out.</summary>
public sealed class EmbeddedBrokerTests
{
    /// <summary>Scenarios that do not apply to a broker that lacks nothing.</summary>
    public static IReadOnlyList<string> OfRestrictedBrokers { get; } =
    [
        "The broker announces up to which QoS it takes messages",
        "A subscription at QoS 0 is taken all the same",
        "A subscription at QoS 1 is taken all the same",
        "A subscription at QoS 2 is taken all the same",
        "A device whose will has a QoS that the broker lacks is turned away",
        "A device whose will is to be retained is turned away",
        "A device that ignores that there is no QoS 2 is cut off",
        "A device that ignores that there are no retained messages is cut off",
        "A device that ignores that there are no wildcards is cut off",
        "A device that ignores that there are no shared subscriptions is cut off",
        "A device that ignores that there are no subscription identifiers is cut off",
    ];

    /// <summary>Scenarios on choices that the reference broker makes otherwise, as it may.</summary>
    private static readonly string[] Choices =
    [
        "A broker that says why it refuses a CONNECT without a client identifier ends the connection then",
        "A device whose client identifier is longer than 23 characters is turned away, if it is rejected",
        "A device whose client identifier holds odd characters is turned away, if it is rejected",
        "After a rejection for lack of permission the same packet identifier marks a new message",
    ];

    private static readonly string[] OfAuth = ["MQTT5-3.15.2-1", "MQTT5-3.15.2-2", "MQTT5-3.15.2-3", "MQTT5-4.12.0-2", "MQTT5-4.12.0-5"];

    [Fact]
    public async Task The_reference_broker_passes_every_scenario_that_applies_to_it()
    {
        var run = new FeatureRun();
        AssertPassed(await FindingsAsync(run, new MqttBrokerSut(), new Ixit(), FeatureRun.Plain), [.. Choices, .. OfRestrictedBrokers]);

        // It has no enhanced authentication, and everything else that a monitor is about it does at least once.
        Assert.Empty(run.Violations());
        Assert.Empty(new MqttDriver().Monitors.Where(m => m.Concerns(Role.Server)).Select(m => m.Requirement).Except(run.Judged).Except(OfAuth));
    }

    [Fact]
    public async Task A_monitor_sees_what_no_scenario_asks_for()
    {
        var run = new FeatureRun();

        var findings = await FindingsAsync(
            run, new MqttNetSut(), new Ixit(), [.. FeatureRun.Plain.Where(s => s.Name == "Other packets do not wait")]);

        Assert.Empty(findings);
        Assert.Contains(run.Violations(), v => v.StartsWith("MQTT5-3.3.4-9: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_secured_broker_passes_every_scenario_that_applies_to_it()
    {
        var scenarios = FeatureRun.For("@tls", "@websocket", "@authentication", "@authorization", "@enhanced-authentication");
        var run = new FeatureRun();
        AssertPassed(await FindingsAsync(run, new SecuredMqttBrokerSut(), Secured, scenarios), [.. Choices.SkipLast(1), .. OfRestrictedBrokers]);
        Assert.Empty(run.Violations());
        Assert.Empty(OfAuth.Except(run.Judged));
    }

    [Fact]
    public async Task The_restricted_broker_passes_what_is_for_such_brokers()
    {
        var scenarios = FeatureRun.For("@no-wildcard-subscriptions")
            .Where(s => s.Tags.Contains("@no-wildcard-subscriptions")
                || OfRestrictedBrokers.Contains(s.Name)
                || s.Name.Contains("if it is rejected", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(OfRestrictedBrokers.Count + 4, scenarios.Count);
        AssertPassed(await FindingsAsync(new FeatureRun(), new RestrictedMqttBrokerSut(), new Ixit(), scenarios), []);
    }

    [Fact]
    public async Task The_restricted_broker_fails_nothing() => Assert.DoesNotContain(
        await FindingsAsync(new FeatureRun(), new RestrictedMqttBrokerSut(), new Ixit(), FeatureRun.For("@no-wildcard-subscriptions")),
        f => f.Status != TestStepResultStatus.SKIPPED);

    /// <summary>The whole suite over WebSocket: what holds over TCP holds there too.</summary>
    [Fact]
    public async Task The_reference_broker_passes_over_WebSocket_too()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var broker = CertHarness.ReferenceCity.Mqtt.ReferenceBroker.Start(TimeProvider.System, new() { WebSocket = true });
        AssertPassed(
            await new FeatureRun().UntilJudgedAsync(broker.WebSocketEndpoint!, new Ixit(), FeatureRun.For("@websocket"), cancellation),
            [.. Choices, .. OfRestrictedBrokers]);
    }

    /// <summary>Deviations of MQTTnet's broker that its packets prove, one for each way in which a scenario notices.</summary>
    [Theory]
    [InlineData("Each filter of a request gets an answer of its own, in their order", "0x02 Granted QoS 2, 0x01 Granted QoS 1, 0x00 Granted QoS 0")]
    [InlineData("A repetition is not passed on as one", "DUP yes")]
    [InlineData("Messages at QoS 1 wait for acknowledgements", "1 to 2 messages")]
    [InlineData("A message at QoS 2 that is repeated is delivered once", "no message beyond those that earlier steps expected")]
    [InlineData("A device can end its session when it leaves", "session present 1")]
    [InlineData("A device can leave and have its will published", "the connection answered a PINGREQ after that")]
    [InlineData("The broker refuses a CONNECT with a will at QoS 3", "CONNACK (session present 0")]
    [InlineData("The broker cuts off who sends SUBSCRIBE for QoS 3", "still open after")]
    [InlineData("The broker refuses the filter \"lamp#\"", "SUBACK")]
    [InlineData("The will is published after its delay", "\"lost\" after 1 to 10 s")]
    public async Task A_broker_that_deviates_is_found_out(string scenario, string message)
    {
        var findings = await FindingsAsync(new FeatureRun(), new MqttNetSut(), new Ixit(), [.. FeatureRun.Plain.Where(s => s.Name == scenario)]);
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Contains(message, f.Message, StringComparison.Ordinal));
    }

    internal static Ixit Secured { get; } = new()
    {
        Username = "lamp",
        Password = "lamp-key",
        AuthenticationMethod = "SCRAM-SHA-256",
        Authorization = new Authorization("forbidden", "overseer", "overseer-key"),
    };

    private static void AssertPassed(IReadOnlyList<Finding> findings, IReadOnlyList<string> inapplicable) => Assert.Empty(findings
        .Where(f => f.Status != TestStepResultStatus.SKIPPED || !inapplicable.Contains(f.Scenario.Name))
        .Select(f => f.ToString()));

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(FeatureRun run, IEmbeddedSut sut, Ixit ixit, IReadOnlyList<Scenario> scenarios)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var broker = await sut.StartAsync(TimeProvider.System, cancellation);
        return await run.UntilJudgedAsync(broker.Endpoint, broker.Complete(ixit), scenarios, cancellation);
    }
}
