using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Verdicts;
using CertHarness.ReferenceCity.Mqtt.Embedded;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>The features for devices against devices of which it is known how right they are.</summary>
public sealed class DeviceFeaturesTests
{
    /// <summary>Deviations of MQTTnet 5's client, each seen in its packets; see docs/findings.md.</summary>
    private static readonly string[] OfMqttNet =
    [
        "A device keeps to the keep alive that the broker sets",
        "A device publishes at no QoS above the broker's maximum",
        "A device publishes nothing retained where the broker retains nothing",
        "A device sends no message that is larger than the broker takes",
        "A device uses no topic alias above the broker's maximum",
        "A device uses no topic alias where the broker takes none",
        "A device has no more messages under way than the broker takes",
        "A device does not ask for responses to a topic with wildcards",
        "A device releases messages in the order in which the broker took them",
        "A message at QoS 1 that the broker has not acknowledged is sent again",
        "A message at QoS 2 that the broker has not acknowledged is sent again",
        "A message that is sent again is marked as a duplicate",
        "Messages are sent again in their order",
        "A message that was released is not sent again: its release is",
        "A device closes the connection on a PUBACK with flags",
        "A device closes the connection on a PUBLISH at QoS 3",
        "A device closes the connection on a topic that is no UTF-8",
        "A device closes the connection on a topic with a null character",
        "A device does not go on with a session that it does not know",
        "A device does not send a SUBSCRIBE for \"lamp/a+/state\"",
        "A device does not send a SUBSCRIBE for \"$share//lamp\"",
        "A device does not send a SUBSCRIBE for \"$share/a+b/lamp\"",
        "A device does not leave its own messages out of a shared subscription",
        "A device forgets the topic aliases of an earlier connection", // inconclusive: it takes any alias
    ];

    /// <summary>Statements about what the reference device says to no broker of which it is sure to have read the limits, or not at all.</summary>
    private static readonly string[] Unsaid =
        ["MQTT5-3.2.2-11", "MQTT5-3.2.2-14", "MQTT5-3.2.2-17", "MQTT5-3.3.2-9", "MQTT5-3.15.2-2", "MQTT5-3.15.2-3"];

    [Fact]
    public async Task The_reference_device_is_right_in_all_that_it_can_be_told()
    {
        var run = new FeatureRun();
        var findings = await FindingsAsync(new MqttDeviceSut(), run);
        Assert.Empty(findings.Select(f => f.ToString()));

        // Everything else that a monitor is about it does at least once.
        Assert.Empty(run.Violations());
        Assert.Empty(new MqttDriver().Monitors.Where(m => m.Concerns(Role.Client)).Select(m => m.Requirement).Except(run.Judged).Except(Unsaid));
    }

    [Fact]
    public async Task What_is_wrong_with_a_real_client_is_found_and_nothing_else()
    {
        var failed = (await FindingsAsync(new MqttNetDeviceSut(), new FeatureRun())).Where(f => f.Verdict != Verdict.NotApplicable).ToList();
        Assert.All(failed, f => Assert.Contains(f.Scenario.Name, OfMqttNet));
        Assert.Contains(failed, f => f.Verdict == Verdict.Fail && f.Scenario.Name == "A device uses no topic alias where the broker takes none");
        Assert.Contains(failed, f => f.Verdict == Verdict.Fail && f.Scenario.Name == "A device does not go on with a session that it does not know");
    }

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(IEmbeddedSut device, FeatureRun run)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var running = await device.StartAsync(TimeProvider.System, cancellation);
        var sut = running.Access(new Ixit());
        var left = FeatureRun.DeviceSuite.Scenarios;
        var findings = new List<Finding>();
        for (var attempt = 0; attempt < 3 && left.Count > 0; attempt++)
        {
            var found = await run.RunAsync(FeatureRun.DeviceSuite, sut, left, 64, cancellation);
            findings.RemoveAll(f => f.Verdict == Verdict.Inconclusive);
            findings.AddRange(found);
            // What a busy machine left open is looked at again.
            left = [.. found.Where(f => f.Verdict == Verdict.Inconclusive).Select(f => f.Scenario)];
        }

        return findings;
    }
}
