using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Devices;

/// <summary>What the device must not send, and when it must end the connection.</summary>
[Binding]
[Scope(Tag = "@mqtt-device")]
public sealed class DeviceRestraintSteps(DeviceBench bench, ScenarioContext scenario)
{
    /// <summary>The device keeps to the broker's Maximum QoS.</summary>
    [Then("the device publishes nothing above QoS {int}")]
    public Task NothingAbove(int qos) =>
        NeverAsync($"no PUBLISH above QoS {qos}", p => p.Packet is PublishPacket m && (int)m.QoS > qos, p => p.Packet is PublishPacket);

    /// <summary>The device keeps to the broker's Retain Available.</summary>
    [Then("the device publishes nothing retained")]
    public Task NothingRetained() => NeverAsync("no PUBLISH with the retain flag", p => p.Packet is PublishPacket { Retain: true }, p => p.Packet is PublishPacket);

    /// <summary>The device keeps to the broker's Maximum Packet Size.</summary>
    [Then("the device sends no packet of more than {int} bytes")]
    public Task NothingLarger(int most) => NeverAsync($"no packet of more than {most} bytes", p => p.Packet is not ConnectPacket && p.Length > most, null);

    /// <summary>The device keeps to the broker's Topic Alias Maximum.</summary>
    [Then("the device sends no topic alias above {int}")]
    public Task NoAliasAbove(int most) => NeverAsync(
        $"no Topic Alias above {most}", p => p.Packet is PublishPacket { Properties.TopicAlias: { } alias } && alias > most, p => p.Packet is PublishPacket);

    /// <summary>The device sends no message under a topic that nobody may use.</summary>
    [Then("the device publishes nothing to {string}")]
    public Task NothingTo(string topic) => NeverAsync($"no PUBLISH to \"{topic}\"", p => p.Packet is PublishPacket m && m.Topic == topic && m.Properties.TopicAlias is null, null);

    /// <summary>The device sends no message with a response topic that nobody may use.</summary>
    [Then("the device publishes nothing with the response topic {string}")]
    public Task NothingRespondingTo(string topic) =>
        NeverAsync($"no PUBLISH with the response topic \"{topic}\"", p => p.Packet is PublishPacket m && m.Properties.ResponseTopic == topic, null);

    /// <summary>The device asks for nothing that nobody may ask for.</summary>
    [Then("the device sends no SUBSCRIBE for {string}")]
    public Task NoSubscriptionTo(string filter) =>
        NeverAsync($"no SUBSCRIBE for \"{filter}\"", p => p.Packet is SubscribePacket s && s.Subscriptions.Any(f => f.Filter == filter), null);

    /// <summary>The device does not ask to leave its own messages out of a shared subscription.</summary>
    [Then("the device sends no shared subscription with No Local")]
    public Task NoSharedNoLocal() => NeverAsync(
        "no shared subscription with No Local",
        p => p.Packet is SubscribePacket s && s.Subscriptions.Any(f => f.NoLocal && f.Filter.StartsWith("$share/", StringComparison.Ordinal)),
        p => p.Packet is SubscribePacket);

    /// <summary>The device sends no packets of a type.</summary>
    [Then("the device sends no {word}")]
    public Task Nothing(string type)
    {
        var unwanted = DeviceBrokerSteps.TypeOf(type);
        return NeverAsync($"no {type}", p => p.Packet.Type == unwanted, null);
    }

    /// <summary>The device ends the connection.</summary>
    [Then("the device closes the connection")]
    public Task Closes() => bench.Expecting.EndAsync(bench.Session, scenario.CancellationToken);

    /// <summary>A device that says that it ends the connection ends it. That it says so is not asked of a client.</summary>
    [Then("the connection is over if the device has sent DISCONNECT with an error")]
    public async Task OverIfSaid()
    {
        await bench.Expecting.SettleAsync(p => p.Packet is DisconnectPacket, scenario.CancellationToken);
        var said = bench.Session.Events.All.OfType<PacketArrived>().Any(p => p.Packet is DisconnectPacket { ReasonCode: >= ReasonCode.UnspecifiedError });
        if (!said && bench.Session.Events.End is null)
        {
            throw new ScenarioSkippedException("The device does not end the connection for the error, as it should but need not.");
        }

        await bench.Expecting.EndAsync(bench.Session, scenario.CancellationToken);
    }

    /// <summary>The device goes on.</summary>
    [Then("the connection of the device stays open")]
    public async Task StaysOpen()
    {
        await bench.Expecting.SettleAsync(null, scenario.CancellationToken);
        if (bench.Session.Events.End is { } end)
        {
            throw new ExpectationNotMetException("the connection stays open", end.Describe(), end.Where ?? bench.Session.LastFrame);
        }
    }

    private async Task NeverAsync(string expected, Func<PacketArrived, bool> unwanted, Func<PacketArrived, bool>? done)
    {
        await bench.Expecting.SettleAsync(done is null ? unwanted : p => done(p) || unwanted(p), scenario.CancellationToken);
        foreach (var session in bench.Sessions)
        {
            if (session.Events.All.OfType<PacketArrived>().FirstOrDefault(unwanted) is { } found)
            {
                throw new ExpectationNotMetException(expected, found.Describe(), found.Where ?? session.LastFrame);
            }
        }
    }
}
