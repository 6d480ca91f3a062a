using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Single packets: acknowledgements by hand, pings, and bytes as they are.</summary>
[Binding]
public sealed class PacketSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>From now on a client does not send packets of a type by itself.</summary>
    [StepDefinition("the {word} withholds every {word}")]
    public void Withholds(string role, string type) => clients.Of(role).Acknowledging.Withhold(TypeOf(type));

    /// <summary>A packet with a packet identifier.</summary>
    [StepDefinition("the {word} sends {word} for packet identifier {int}")]
    [StepDefinition("the {word} has sent {word} for packet identifier {int}")]
    public Task Sends(string role, string type, int id) => SendAsync(role, Acknowledgement(type, (ushort)id, ReasonCode.Success));

    /// <summary>An acknowledgement of a message that was received.</summary>
    [StepDefinition("the {word} sends {word} for {string}")]
    public Task SendsFor(string role, string type, string payload) =>
        SendAsync(role, Acknowledgement(type, clients.Of(role).PacketIdOf(payload), ReasonCode.Success));

    /// <summary>An acknowledgement of a message that was received, with a reason code.</summary>
    [StepDefinition("the {word} sends {word} for {string} with reason code {word}")]
    [StepDefinition("the {word} has sent {word} for {string} with reason code {word}")]
    public Task SendsFor(string role, string type, string payload, string code) =>
        SendAsync(role, Acknowledgement(type, clients.Of(role).PacketIdOf(payload), (ReasonCode)Convert.ToByte(code, 16)));

    /// <summary>A sign of life.</summary>
    [StepDefinition("the {word} sends PINGREQ")]
    public Task SendsPing(string role) => SendAsync(role, new PingReqPacket());

    /// <summary>The answer to a sign of life. Where it is missing, the answer to a SUBSCRIBE shows that the broker lives.</summary>
    [StepDefinition("the {word} receives PINGRESP")]
    public async Task ReceivesPing(string role)
    {
        var session = clients.Of(role).Session;
        var waiting = clients.Waiting;
        var begun = waiting.Now;
        PacketArrived? Pong() => session.Events.Take<PacketArrived>(p => p.Packet is PingRespPacket);
        var answer = await waiting.PollAsync(session.Events, () => Pong() ?? session.Events.Obstacle, waiting.Timeout, scenario.CancellationToken);
        if (answer is PacketArrived)
        {
            return;
        }

        answer ??= await OtherAnswerAsync(session);
        if (Pong() is { } late)
        {
            throw new SutUnavailableException($"{session.Name}: a PINGRESP came only after more than {Waiting.Seconds(waiting.Timeout)} ({late.Where})");
        }

        waiting.RefuseIfStarved(begun, $"while {session.Name} waited for a PINGRESP");
        waiting.RefuseIfSlow($"{session.Name}: PINGRESP did not come");
        var observed = answer is PacketArrived ? $"nothing such within {Waiting.Seconds(waiting.Timeout)}; the connection answered a SUBSCRIBE after that" : answer.Describe();
        throw new ExpectationNotMetException("PINGRESP", observed, answer.Where ?? session.LastFrame);
    }

    /// <summary>The next packet of a type carries a packet identifier.</summary>
    [StepDefinition("the {word} receives {word} for packet identifier {int}")]
    [StepDefinition("the {word} has received {word} for packet identifier {int}")]
    public Task Receives(string role, string type, int id) => ExpectAsync(role, TypeOf(type), (ushort)id);

    /// <summary>The next acknowledgement, of whatever type, carries a packet identifier.</summary>
    [Then("the {word} receives an acknowledgement for packet identifier {int}")]
    public Task ReceivesAcknowledgement(string role, int id) =>
        ExpectAsync(role, "an acknowledgement", t => t is PacketType.PubAck or PacketType.PubRec, (ushort)id);

    /// <summary>The next packet of a type carries the packet identifier of a message that was received.</summary>
    [StepDefinition("the {word} receives {word} for {string}")]
    [StepDefinition("the {word} has received {word} for {string}")]
    public Task ReceivesFor(string role, string type, string payload) => ExpectAsync(role, TypeOf(type), clients.Of(role).PacketIdOf(payload));

    /// <summary>A client and the broker have nothing open between them.</summary>
    [StepDefinition("the {word} has completed the exchange")]
    public async Task Completed(string role)
    {
        var session = clients.Of(role).Session;
        foreach (var message in session.Events.All.OfType<PacketArrived>().Select(p => p.Packet).OfType<PublishPacket>().Where(m => m.QoS == QualityOfService.ExactlyOnce))
        {
            await ExpectAsync(role, PacketType.PubRel, message.PacketId);
        }

        await clients.Waiting.ExpectAliveAsync(session, "whether the exchange is complete is open", scenario.CancellationToken);
    }

    /// <summary>Bytes in the notation that <see cref="WireNotation"/> describes.</summary>
    [StepDefinition("the {word} sends the bytes {string}")]
    public Task SendsBytes(string role, string notation)
    {
        var client = clients.Of(role);
        return client.Session.SendBytesAsync(clients.Bytes(client, notation), scenario.CancellationToken);
    }

    private async Task<SessionEvent> OtherAnswerAsync(MqttSession session)
    {
        var request = new SubscribePacket { PacketId = session.NextPacketId(), Subscriptions = [new TopicSubscription(clients.Names.Topic("alive"))] };
        var begun = clients.Waiting.Now;
        await session.SendAsync(request, scenario.CancellationToken);
        var answer = await clients.Waiting.PollAsync(
            session.Events,
            () => session.Events.Take<PacketArrived>(p => p.Packet is SubAckPacket a && a.PacketId == request.PacketId) ?? session.Events.Obstacle,
            clients.Waiting.Timeout,
            scenario.CancellationToken);
        clients.Waiting.NoteAnswer(begun);
        return answer ?? throw new SutUnavailableException($"{session.Name}: neither a PINGREQ nor a SUBSCRIBE was answered ({session.LastFrame})");
    }

    private Task SendAsync(string role, MqttPacket packet) => clients.Of(role).Session.SendAsync(packet, scenario.CancellationToken);

    private Task ExpectAsync(string role, PacketType type, ushort id) =>
        ExpectAsync(role, type.ToString().ToUpperInvariant(), t => t == type, id);

    private async Task ExpectAsync(string role, string what, Func<PacketType, bool> type, ushort id)
    {
        var expected = $"{what} for packet identifier {id}";
        var arrived = await clients.Waiting.ExpectAsync(clients.Of(role).Session, expected, p => type(p.Packet.Type), scenario.CancellationToken);
        if (IdOf(arrived.Packet) != id)
        {
            throw new ExpectationNotMetException(expected, arrived.Describe(), arrived.Where);
        }
    }

    private static PacketType TypeOf(string name) =>
        Enum.TryParse<PacketType>(name, ignoreCase: true, out var type) ? type : throw new FormatException($"'{name}' is not a packet type.");

    private static MqttPacket Acknowledgement(string type, ushort id, ReasonCode code) => TypeOf(type) switch
    {
        PacketType.PubAck => new PubAckPacket { PacketId = id, ReasonCode = code },
        PacketType.PubRec => new PubRecPacket { PacketId = id, ReasonCode = code },
        PacketType.PubRel => new PubRelPacket { PacketId = id, ReasonCode = code },
        PacketType.PubComp => new PubCompPacket { PacketId = id, ReasonCode = code },
        _ => throw new FormatException($"'{type}' acknowledges nothing."),
    };

    private static ushort? IdOf(MqttPacket packet) => packet switch
    {
        PubAckPacket p => p.PacketId,
        PubRecPacket p => p.PacketId,
        PubRelPacket p => p.PacketId,
        PubCompPacket p => p.PacketId,
        SubAckPacket p => p.PacketId,
        UnsubAckPacket p => p.PacketId,
        _ => null,
    };
}
