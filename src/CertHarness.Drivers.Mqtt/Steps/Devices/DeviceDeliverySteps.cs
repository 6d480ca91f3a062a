using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Devices;

/// <summary>How the device takes part in the delivery of messages.</summary>
[Binding]
[Scope(Tag = "@mqtt-device")]
public sealed class DeviceDeliverySteps(DeviceBench bench, ScenarioContext scenario)
{
    private const ushort NeverDefined = 9;

    /// <summary>The next packet of a type answers a message of the broker.</summary>
    [StepDefinition("the device sends/(has )sent {word} for {string}")]
    public Task Acknowledges(string type, string payload) => AnswerAsync(type, payload);

    /// <summary>The device answers a message of the broker and knows it.</summary>
    [Then("the device sends {word} for {string} without an error")]
    public async Task AcknowledgesWithoutError(string type, string payload) =>
        RequireSuccess(type, await AnswerAsync(type, payload));

    /// <summary>The device goes on with its own message and knows it.</summary>
    [Then("the device sends {word} for message {int} without an error")]
    public async Task GoesOnWithoutError(string type, int number) =>
        RequireSuccess(type, await ContinuationAsync(type, number));

    /// <summary>The device refuses a message of the broker, which it need not.</summary>
    [StepDefinition("the device has rejected {string}")]
    public async Task Rejects(string payload)
    {
        if (ReasonOf((await AnswerAsync("PUBREC", payload)).Packet) < ReasonCode.UnspecifiedError)
        {
            throw new ScenarioSkippedException("The device takes the message, as it may; whether an identifier is free after a rejection cannot be seen.");
        }
    }

    /// <summary>A topic alias of an earlier connection means nothing to the device. One that takes aliases which nobody ever defined does
    /// not look them up at all, and that it remembers any cannot be said.</summary>
    [Then("the device does not take {string} under the alias of the earlier connection")]
    public async Task DoesNotTake(string payload)
    {
        if (await TakesAsync(bench.Sent[payload].PacketId) is not { } taken)
        {
            return;
        }

        var control = bench.Sent[payload] with { PacketId = bench.Session.NextPacketId(), Properties = new Properties { TopicAlias = NeverDefined } };
        await bench.Session.SendAsync(control, scenario.CancellationToken);
        throw await TakesAsync(control.PacketId) is { } any
            ? new SutUnavailableException(
                $"{bench.Session.Name}: {any.Describe()} for a message under the topic alias {NeverDefined}, which was never defined; whether the device remembers aliases cannot be told")
            : new ExpectationNotMetException("DISCONNECT or no acknowledgement", taken.Describe(), taken.Where);
    }

    private async Task<PacketArrived?> TakesAsync(ushort id)
    {
        bool Taken(PacketArrived p) => p.Packet is PubAckPacket { ReasonCode: < ReasonCode.UnspecifiedError } taken && taken.PacketId == id;
        await bench.Expecting.SettleAsync(Taken, scenario.CancellationToken);
        return bench.Session.Events.All.OfType<PacketArrived>().FirstOrDefault(Taken);
    }

    /// <summary>Packets of a type answer messages of the broker in their order.</summary>
    [Then("the device sends {word} for {string}, {string} and {string}, in that order")]
    public async Task AcknowledgesInOrder(string type, string first, string second, string third)
    {
        foreach (var payload in (string[])[first, second, third])
        {
            await Acknowledges(type, payload);
        }
    }

    /// <summary>The next packet of a type goes on with a message of the device.</summary>
    [StepDefinition("the device sends/(has )sent {word} for message {int}")]
    public Task GoesOn(string type, int number) => ContinuationAsync(type, number);

    /// <summary>Packets of a type go on with messages of the device in an order.</summary>
    [Then("the device sends {word} for the messages {int}, {int} and {int}, in that order")]
    public async Task GoesOnInOrder(string type, int first, int second, int third)
    {
        foreach (var number in (int[])[first, second, third])
        {
            await GoesOn(type, number);
        }
    }

    /// <summary>The messages of the device have come.</summary>
    [StepDefinition("the device publishes/(has )published {int} message(s)")]
    public Task HasPublished(int count) => bench.MessageAsync(count, scenario.CancellationToken);

    /// <summary>New messages have packet identifiers of their own and are no duplicates.</summary>
    [Then("the device publishes {int} messages at QoS {int}, with DUP clear and packet identifiers of their own")]
    public async Task WithIdentifiersOfTheirOwn(int count, int qos)
    {
        await bench.MessageAsync(1, scenario.CancellationToken);
        if ((int)bench.Messages[0].QoS != qos)
        {
            throw new ScenarioSkippedException($"The device publishes at QoS {(int)bench.Messages[0].QoS}, and the scenario is about QoS {qos}.");
        }

        await bench.MessageAsync(count, scenario.CancellationToken);
        var messages = bench.Messages.Take(count).ToList();
        if (messages.Exists(m => m.Dup) || messages.Select(m => m.PacketId).Distinct().Count() < count)
        {
            throw new ExpectationNotMetException(
                $"{count} messages with different packet identifiers and without DUP", string.Join("; ", messages.Select(m => m.Describe())), bench.Session.LastFrame);
        }
    }

    /// <summary>A message is sent again as it must be.</summary>
    [Then("the device sends message {int} again, with its packet identifier")]
    public Task SendsAgain(int number) => AgainAsync(number);

    /// <summary>A message that is sent again says so.</summary>
    [Then("the device sends message {int} again, marked as a duplicate")]
    public async Task SendsDuplicate(int number)
    {
        var arrived = await AgainAsync(number);
        if (!((PublishPacket)arrived.Packet).Dup)
        {
            throw new ExpectationNotMetException("PUBLISH with DUP", arrived.Describe(), arrived.Where);
        }
    }

    /// <summary>Messages are sent again in the order in which they were sent first.</summary>
    [Then("the device sends the {int} messages again, in their order")]
    public async Task SendsAgainInOrder(int count)
    {
        var ids = bench.Messages.Take(count).Select(m => m.PacketId).ToList();
        var expected = $"the messages {string.Join(", ", ids)} again in that order";
        foreach (var id in ids)
        {
            var arrived = await bench.Expecting.PacketAsync(
                bench.Session, expected, p => p.Packet is PublishPacket m && ids.Contains(m.PacketId), scenario.CancellationToken);
            if (((PublishPacket)arrived.Packet).PacketId != id)
            {
                throw new ExpectationNotMetException(expected, arrived.Describe(), arrived.Where);
            }
        }
    }

    /// <summary>Nothing of before is sent again.</summary>
    [Then("the device sends no message again")]
    public async Task SendsNothingAgain()
    {
        await bench.Expecting.SettleAsync(null, scenario.CancellationToken);
        await AbsentAsync("no message of before", p => p.Packet is PublishPacket { Dup: true });
    }

    /// <summary>A released message is not sent again: the release is.</summary>
    [Then("the device sends PUBREL for message {int} again and not the message")]
    public async Task ReleasesAgain(int number)
    {
        var id = bench.Messages[number - 1].PacketId;
        var arrived = await bench.Expecting.PacketAsync(
            bench.Session, $"PUBREL for packet identifier {id}", p => p.Packet is PubRelPacket || (p.Packet is PublishPacket m && m.PacketId == id), scenario.CancellationToken);
        if (arrived.Packet is not PubRelPacket release || release.PacketId != id)
        {
            throw new ExpectationNotMetException($"PUBREL for packet identifier {id}", arrived.Describe(), arrived.Where);
        }
    }

    /// <summary>The device keeps to the broker's Receive Maximum.</summary>
    [Then("no more than {int} messages of the device are unacknowledged at a time")]
    public async Task AtMostUnacknowledged(int most)
    {
        await bench.MessageAsync(1, scenario.CancellationToken);
        await bench.Expecting.SettleAsync(null, scenario.CancellationToken);
        var session = bench.Session;
        if (session.MostUnacknowledged > most)
        {
            throw new ExpectationNotMetException(
                $"at most {most} messages at a time that are not acknowledged", $"{session.MostUnacknowledged}", session.LastFrame);
        }
    }

    /// <summary>The messages that the device held back come when they may.</summary>
    [Then("the device publishes {int} messages when the broker acknowledges them")]
    public async Task PublishesTheRest(int count)
    {
        bench.Script.ResumeAll();
        foreach (var message in bench.Session.Events.All.OfType<PacketArrived>().Select(p => p.Packet).OfType<PublishPacket>().ToList())
        {
            await bench.Session.SendAsync(new PubAckPacket { PacketId = message.PacketId }, scenario.CancellationToken);
        }

        await bench.MessageAsync(count, scenario.CancellationToken);
    }

    /// <summary>The device is to show that it lives though it may not publish.</summary>
    [Then("the device sends PINGREQ")]
    public async Task Pings()
    {
        var session = bench.Session;
        if (session.KeepAlive == 0)
        {
            throw new ScenarioSkippedException("The device asks for no keep alive, so it owes no PINGREQ.");
        }

        await bench.Expecting.PingAsync(session, scenario.CancellationToken);
    }

    private Task<PacketArrived> AgainAsync(int number)
    {
        var id = bench.Messages[number - 1].PacketId;
        return bench.Expecting.PacketAsync(
            bench.Session, $"PUBLISH with packet identifier {id}", p => p.Packet is PublishPacket m && m.PacketId == id, scenario.CancellationToken);
    }

    private Task<PacketArrived> AnswerAsync(string type, string payload) => ExpectAsync(type, bench.Sent[payload].PacketId, $"\"{payload}\"");

    private async Task<PacketArrived> ContinuationAsync(string type, int number) =>
        await ExpectAsync(type, (await bench.MessageAsync(number, scenario.CancellationToken)).PacketId, $"message {number}");

    private async Task<PacketArrived> ExpectAsync(string type, ushort id, string about)
    {
        var wanted = DeviceBrokerSteps.TypeOf(type);
        var expected = $"{type} with packet identifier {id} for {about}";
        var arrived = await bench.Expecting.PacketAsync(bench.Session, expected, p => p.Packet.Type == wanted, scenario.CancellationToken);
        if (IdOf(arrived.Packet) != id)
        {
            throw new ExpectationNotMetException(expected, arrived.Describe(), arrived.Where);
        }

        return arrived;
    }

    private static void RequireSuccess(string type, PacketArrived arrived)
    {
        if (ReasonOf(arrived.Packet) >= ReasonCode.UnspecifiedError)
        {
            throw new ExpectationNotMetException($"{type} without an error", arrived.Describe(), arrived.Where);
        }
    }

    private Task AbsentAsync(string expected, Func<PacketArrived, bool> unwanted) =>
        bench.Session.Events.All.OfType<PacketArrived>().FirstOrDefault(unwanted) is { } found
            ? throw new ExpectationNotMetException(expected, found.Describe(), found.Where)
            : Task.CompletedTask;

    private static ReasonCode ReasonOf(MqttPacket packet) => packet switch
    {
        PubRecPacket p => p.ReasonCode,
        PubRelPacket p => p.ReasonCode,
        PubCompPacket p => p.ReasonCode,
        _ => ReasonCode.Success,
    };

    private static ushort? IdOf(MqttPacket packet) => packet switch
    {
        PubAckPacket p => p.PacketId,
        PubRecPacket p => p.PacketId,
        PubRelPacket p => p.PacketId,
        PubCompPacket p => p.PacketId,
        _ => null,
    };
}
