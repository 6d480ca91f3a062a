using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.ReferenceCity.Mqtt.Embedded;
using Io.Cucumber.Messages.Types;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A broker that is right passes everything; one that is not is found out.</summary>
public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task The_reference_broker_passes_every_scenario_that_applies_to_it()
    {
        var run = new FeatureRun();
        var findings = await FindingsAsync(run, new MqttBrokerSut(), _ => true);

        // It closes the connection of who introduces itself wrongly without a word, as it may, and takes clients without a name in.
        const string Inapplicable = "A broker that says why it refuses a CONNECT without a client identifier ends the connection then";
        Assert.Empty(findings
            .Where(f => f.Status != TestStepResultStatus.SKIPPED || f.Scenario.Name != Inapplicable)
            .Select(f => f.ToString()));

        // It has no enhanced authentication, and everything else that a monitor is about it does at least once.
        string[] ofAuth = ["MQTT5-3.15.2-1", "MQTT5-3.15.2-2", "MQTT5-3.15.2-3", "MQTT5-4.12.0-2", "MQTT5-4.12.0-5"];
        Assert.Empty(run.Violations());
        Assert.Empty(new MqttDriver().Monitors.Select(m => m.Requirement).Except(run.Judged).Except(ofAuth));
    }

    [Fact]
    public async Task A_monitor_sees_what_no_scenario_asks_for()
    {
        var run = new FeatureRun();

        var findings = await FindingsAsync(run, new MqttNetSut(), name => name == "Other packets do not wait");

        Assert.Empty(findings);
        Assert.Contains(run.Violations(), v => v.StartsWith("MQTT5-3.3.4-9: ", StringComparison.Ordinal));
    }

    /// <summary>Deviations of MQTTnet's broker that its packets prove, one for each way in which a scenario notices.</summary>
    [Theory]
    [InlineData("Each filter of a request gets an answer of its own, in their order", "0x02 Granted QoS 2, 0x01 Granted QoS 1, 0x00 Granted QoS 0")]
    [InlineData("A repetition is not passed on as one", "DUP yes")]
    [InlineData("Messages wait for acknowledgements", "1 to 2 messages")]
    [InlineData("A message at QoS 2 that is repeated is delivered once", "no message beyond those that earlier steps expected")]
    [InlineData("A device can end its session when it leaves", "session present 1")]
    [InlineData("A device can leave and have its will published", "the connection answered a PINGREQ after that")]
    [InlineData("The broker refuses a CONNECT with a will at QoS 3", "CONNACK (session present 0")]
    [InlineData("The broker cuts off who sends SUBSCRIBE for QoS 3", "still open after")]
    [InlineData("The broker refuses the filter \"lamp#\"", "SUBACK")]
    [InlineData("The will is published after its delay", "\"lost\" after 1 to 10 s")]
    public async Task A_broker_that_deviates_is_found_out(string scenario, string message)
    {
        var findings = await FindingsAsync(new FeatureRun(), new MqttNetSut(), name => name == scenario);
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Contains(message, f.Message, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(FeatureRun run, IEmbeddedSut sut, Func<string, bool> wanted)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var broker = await sut.StartAsync(TimeProvider.System, cancellation);
        var selection = FeatureRun.Suite.Scenarios.Where(s => wanted(s.Name)).ToList();
        return await run.UntilJudgedAsync(broker.Endpoint, selection, cancellation);
    }
}
