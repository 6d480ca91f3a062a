using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Devices;

/// <summary>How the broker behaves that the harness plays, and what it does.</summary>
[Binding]
[Scope(Tag = "@mqtt-device")]
public sealed class DeviceBrokerSteps(DeviceBench bench, ScenarioContext scenario)
{
    /// <summary>What the broker says in each CONNACK.</summary>
    [Given("a broker whose CONNACK says:")]
    public void Announces(DataTable table)
    {
        foreach (var (name, value) in table.Pairs())
        {
            var number = uint.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
            var said = bench.Script.Announced;
            bench.Script.Announced = name switch
            {
                "Maximum QoS" => said with { MaximumQoS = (byte)number },
                "Retain Available" => said with { RetainAvailable = (byte)number },
                "Receive Maximum" => said with { ReceiveMaximum = (ushort)number },
                "Maximum Packet Size" => said with { MaximumPacketSize = number },
                "Topic Alias Maximum" => said with { TopicAliasMaximum = (ushort)number },
                "Server Keep Alive" => said with { ServerKeepAlive = (ushort)number },
                _ => throw new FormatException($"'{name}' is nothing that a CONNACK of these scenarios says."),
            };
        }
    }

    /// <summary>The broker leaves the keep alive to the device.</summary>
    [Given("a broker that leaves the keep alive to the device")]
    public void LeavesKeepAlive() => bench.Script.Announced = bench.Script.Announced with { ServerKeepAlive = null };

    /// <summary>The broker does not send packets of a type by itself.</summary>
    [StepDefinition("a/the broker (that )withholds every {word}")]
    public void Withholds(string type) => bench.Script.Withhold(TypeOf(type));

    /// <summary>The broker's packets come in pieces.</summary>
    [Given("a broker that sends every byte on its own")]
    public void SingleBytes() => bench.Script.InSingleBytes = true;

    /// <summary>The broker says that it has a session, which the device does not know of.</summary>
    [Given("a broker that resumes a session unknown to the device")]
    public void UnknownSession() => bench.Script.SessionPresent = true;

    /// <summary>The broker has lost every session.</summary>
    [Given("a broker that has no session of the device")]
    public void NoSession() => bench.Script.SessionPresent = false;

    /// <summary>The broker takes no message.</summary>
    [Given("a broker that refuses every message with the reason code {word}")]
    public void Refuses(string code) => bench.Script.MessageCode = (ReasonCode)Convert.ToByte(code, 16);

    /// <summary>The broker wants more than a CONNECT.</summary>
    [Given("a broker that asks the device to authenticate")]
    public void AsksForAuthentication() => bench.Script.AsksForAuthentication = true;

    /// <summary>The broker is reached in another way.</summary>
    [Given("a broker that is reached by WebSocket")]
    public void ByWebSocket() => Assert(bench.WebSocket.Offered is null, "the device has connected already");

    /// <summary>The broker sends a message.</summary>
    [StepDefinition("the broker publishes/(has )published {string} to {string} at QoS {int}")]
    public Task Publishes(string payload, string topic, int qos) => PublishAsync(payload, Message(payload, topic, qos));

    /// <summary>The broker sends a message with a topic alias.</summary>
    [StepDefinition("the broker publishes/(has )published {string} to {string} at QoS {int} with the topic alias {int}")]
    public Task PublishesWithAlias(string payload, string topic, int qos, int alias) => PublishAsync(
        payload, Message(payload, topic, qos) with { Properties = new Properties { TopicAlias = (ushort)alias } });

    /// <summary>The broker sends a message that is of use for so many seconds only.</summary>
    [StepDefinition("the broker publishes/(has )published {string} to {string} at QoS {int} with the message expiry {int}")]
    public Task PublishesWithExpiry(string payload, string topic, int qos, int seconds) => PublishAsync(
        payload, Message(payload, topic, qos) with { Properties = new Properties { MessageExpiryInterval = (uint)seconds } });

    /// <summary>The broker sends a message that claims to be UTF-8 and is not.</summary>
    [StepDefinition("the broker publishes/(has )published {string} to {string} at QoS {int}, garbled, as text")]
    public Task PublishesGarbled(string payload, string topic, int qos) => PublishAsync(payload, Message(payload, topic, qos) with
    {
        Payload = (byte[])[.. TextNotation.Payload(payload), 0xC3],
        Properties = new Properties { PayloadFormatIndicator = 1 },
    });

    /// <summary>The broker sends a message under the packet identifier of one before.</summary>
    [When("the broker publishes {string} to {string} at QoS {int} under the packet identifier of {string}")]
    public Task PublishesUnder(string payload, string topic, int qos, string before) =>
        PublishAsync(payload, Message(payload, topic, qos) with { PacketId = SentAs(before).PacketId });

    /// <summary>The broker sends a message again.</summary>
    [When("the broker publishes {string} again, marked as a duplicate")]
    public Task PublishesAgain(string payload) => SendAsync(SentAs(payload) with { Dup = true });

    /// <summary>The broker goes on with a message of its own.</summary>
    [When("the broker sends PUBREL for {string}")]
    public Task Releases(string payload) => SendAsync(new PubRelPacket { PacketId = SentAs(payload).PacketId });

    /// <summary>The broker acknowledges a message of the device.</summary>
    [StepDefinition("the broker sends/(has )sent {word} for message {int}")]
    public async Task Acknowledges(string type, int number)
    {
        var id = (await bench.MessageAsync(number, scenario.CancellationToken)).PacketId;
        await SendAsync(TypeOf(type) switch
        {
            PacketType.PubAck => new PubAckPacket { PacketId = id },
            PacketType.PubRec => new PubRecPacket { PacketId = id },
            PacketType.PubComp => new PubCompPacket { PacketId = id },
            _ => throw new FormatException($"'{type}' acknowledges no message of a device."),
        });
    }

    /// <summary>The broker asks to go on with authenticating.</summary>
    [When("the broker asks again")]
    public Task AsksAgain() => SendAsync(new AuthPacket
    {
        ReasonCode = ReasonCode.ContinueAuthentication,
        Properties = new Properties { AuthenticationMethod = bench.Session.Introduction?.Properties.AuthenticationMethod, AuthenticationData = "!"u8.ToArray() },
    });

    /// <summary>The broker refuses to go on and says so.</summary>
    [When("the broker ends it with DISCONNECT and the reason code {word}")]
    public Task Disconnects(string code) => SendAsync(new DisconnectPacket { ReasonCode = (ReasonCode)Convert.ToByte(code, 16) });

    /// <summary>Bytes in the notation that <see cref="WireNotation"/> describes.</summary>
    [When("the broker sends the bytes {string}")]
    public Task SendsBytes(string notation) =>
        bench.Session.SendBytesAsync(new WireNotation("", topic => topic, null, null).Read(notation), scenario.CancellationToken);

    /// <summary>The network between broker and device fails; after that the broker withholds nothing more.</summary>
    [StepDefinition("the connection has broken")]
    public void Breaks()
    {
        bench.Script.ResumeAll();
        bench.Session.Abort();
    }

    internal static PacketType TypeOf(string name) =>
        Enum.TryParse<PacketType>(name, ignoreCase: true, out var type) ? type : throw new FormatException($"'{name}' is not a packet type.");

    private static void Assert(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new SutUnavailableException(otherwise);
        }
    }

    private PublishPacket Message(string payload, string topic, int qos) => new()
    {
        Topic = TextNotation.Read(topic),
        Payload = TextNotation.Payload(payload),
        QoS = (QualityOfService)qos,
        PacketId = qos == 0 ? (ushort)0 : bench.Session.NextPacketId(),
    };

    private Task PublishAsync(string payload, PublishPacket message)
    {
        bench.Sent[payload] = message;
        return SendAsync(message);
    }

    private PublishPacket SentAs(string payload) => bench.Sent.TryGetValue(payload, out var message)
        ? message
        : throw new SutUnavailableException($"the broker has sent no message \"{payload}\" yet");

    private Task SendAsync(MqttPacket packet) => bench.Session.SendAsync(packet, scenario.CancellationToken);
}
