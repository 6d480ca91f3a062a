using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Devices;

/// <summary>What single packets of the device must be like.</summary>
[Binding]
[Scope(Tag = "@mqtt-device")]
public sealed class DevicePacketSteps(DeviceBench bench, ScenarioContext scenario)
{
    /// <summary>A packet of the device is no breach of a statement about what may be sent.</summary>
    [Then("the {word} of the device keeps to {word}")]
    public async Task KeepsTo(string type, string statement)
    {
        var wanted = DeviceBrokerSteps.TypeOf(type);
        var session = await ArrivedAsync(statement);
        try
        {
            var arrived = await bench.Expecting.PacketAsync(
                session, $"a {type} that keeps to {statement}", p => p.Packet.Type == wanted, scenario.CancellationToken);
            Require(PacketRules.Allows(statement, arrived.Packet), $"a {type} that keeps to {statement}", arrived);
        }
        catch (ExpectationNotMetException) when (session.Events.Obstacle is MalformedArrived malformed && !PacketRules.IsBreach(statement, malformed))
        {
            throw new SutUnavailableException(
                $"{session.Name}: {malformed.Describe()}, so whether a {type} keeps to {statement} could not be told ({malformed.Where})");
        }
    }

    /// <summary>The fields of a CONNECT lie where a broker looks for them.</summary>
    [Then("the CONNECT of the device carries its client identifier, its will {string}, and its user name")]
    public async Task CarriesFields(string will)
    {
        var session = await ArrivedAsync("the fields of the CONNECT");
        var arrived = await bench.Expecting.PacketAsync(session, "CONNECT", p => p.Packet is ConnectPacket, scenario.CancellationToken);
        var connect = (ConnectPacket)arrived.Packet;
        if (connect.ClientId != bench.ClientId || connect.Will?.Topic != will || connect.Username != bench.Username)
        {
            throw new ExpectationNotMetException(
                $"the client identifier \"{bench.ClientId}\", a will to {will} and the user name {bench.Username}, each in its place", arrived.Describe(), arrived.Where);
        }
    }

    /// <summary>A device without a name of its own asks for no lasting session.</summary>
    [Then("the device asks for a clean session")]
    public async Task AsksForClean()
    {
        var session = await ArrivedAsync("the CONNECT");
        var arrived = await bench.Expecting.PacketAsync(session, "CONNECT", p => p.Packet is ConnectPacket, scenario.CancellationToken);
        var connect = (ConnectPacket)arrived.Packet;
        if (connect.ClientId.Length > 0)
        {
            throw new SutUnavailableException($"the device was told to have no client identifier, and has one: {arrived.Describe()} ({arrived.Where})");
        }

        Require(connect.CleanStart, "Clean Session 1 beside an empty client identifier", arrived);
    }

    /// <summary>A device that comes back is the same client.</summary>
    [Then("the device comes back with the same client identifier and no clean start")]
    public async Task SameIdentifier()
    {
        var (first, session) = (bench.Sessions[0], bench.Session);
        var arrived = await bench.Expecting.PacketAsync(session, "CONNECT", p => p.Packet is ConnectPacket, scenario.CancellationToken);
        var connect = (ConnectPacket)arrived.Packet;
        Require(connect.ClientId == first.Introduction!.ClientId && !connect.CleanStart, $"client identifier \"{first.Introduction.ClientId}\" without clean start", arrived);
    }

    /// <summary>The device begins anew, which it need not.</summary>
    [StepDefinition("the device asks for a new session")]
    public void AsksForNew() => RequireSession(fresh: true);

    /// <summary>The device goes on with its session, which it need not.</summary>
    [StepDefinition("the device asks for its earlier session")]
    public void AsksForEarlier() => RequireSession(fresh: false);

    private void RequireSession(bool fresh)
    {
        if (bench.Session.Introduction!.CleanStart != fresh)
        {
            throw new ScenarioSkippedException(fresh
                ? "The device goes on with its earlier session; the scenario is about one that begins anew."
                : "The device begins anew when it comes back; the scenario is about one that goes on.");
        }
    }

    /// <summary>A message comes with a topic that is exactly so.</summary>
    [Then("the device publishes to {string}")]
    public async Task PublishesTo(string topic)
    {
        var expected = TextNotation.Read(topic);
        var arrived = await bench.Expecting.PacketAsync(await ArrivedAsync("the PUBLISH"), "PUBLISH", p => p.Packet is PublishPacket, scenario.CancellationToken);
        Require(((PublishPacket)arrived.Packet).Topic == expected, $"a PUBLISH to {topic}", arrived);
    }

    /// <summary>The first packet is a CONNECT, and nothing came before it.</summary>
    [Then("the first packet of the device is CONNECT")]
    public async Task BeginsWithConnect()
    {
        var session = await ArrivedAsync("the first packet");
        if (session.Events.First is not PacketArrived { Packet: ConnectPacket })
        {
            throw new ExpectationNotMetException("CONNECT", session.Events.First!.Describe(), session.Events.First.Where ?? session.LastFrame);
        }
    }

    /// <summary>The device says goodbye, and that is the last of it.</summary>
    [Then("the device sends DISCONNECT and nothing after it")]
    public async Task Goodbye()
    {
        var session = await SaidGoodbyeAsync();
        await bench.Expecting.EndAsync(session, scenario.CancellationToken);
        var after = session.Events.All.OfType<PacketArrived>().SkipWhile(p => p.Packet is not DisconnectPacket).Skip(1).FirstOrDefault()
            ?? session.Events.All.FirstOrDefault(e => e is MalformedArrived);
        if (after is not null)
        {
            throw new ExpectationNotMetException("nothing after DISCONNECT", after.Describe(), after.Where ?? session.LastFrame);
        }
    }

    /// <summary>The device says goodbye and closes.</summary>
    [Then("the device closes the connection after its DISCONNECT")]
    public async Task ClosesAfterGoodbye() => await bench.Expecting.EndAsync(await SaidGoodbyeAsync(), scenario.CancellationToken);

    /// <summary>The device answers the broker's question.</summary>
    [StepDefinition("the device answers with AUTH, the reason code {word} and its authentication method")]
    public async Task Answers(string code)
    {
        var arrived = await bench.Expecting.PacketAsync(bench.Session, "AUTH", p => p.Packet is AuthPacket, scenario.CancellationToken);
        var auth = (AuthPacket)arrived.Packet;
        var method = bench.Session.Introduction!.Properties.AuthenticationMethod;
        Require(
            auth.ReasonCode == (ReasonCode)Convert.ToByte(code, 16) && auth.Properties.AuthenticationMethod == method,
            $"AUTH with the reason code {code} and the authentication method \"{method}\"", arrived);
    }

    /// <summary>Before it is accepted the device sends nothing else.</summary>
    [Then("the device has sent nothing but CONNECT and AUTH")]
    public void OnlyAuth()
    {
        var session = bench.Session;
        var other = session.Events.All.OfType<PacketArrived>().FirstOrDefault(p => p.Packet is not (ConnectPacket or AuthPacket or DisconnectPacket));
        if (other is not null)
        {
            throw new ExpectationNotMetException("only AUTH or DISCONNECT before the CONNACK", other.Describe(), other.Where ?? session.LastFrame);
        }
    }

    /// <summary>The device offers itself as a client of MQTT.</summary>
    [Then("the device offers the WebSocket subprotocol {word}")]
    public async Task Offers(string protocol)
    {
        await bench.ArrivedAsync(scenario.CancellationToken);
        var offered = bench.WebSocket.Offered ?? throw new SutUnavailableException($"the device sent no WebSocket handshake{bench.Said()}");
        if (!offered.Contains(protocol))
        {
            throw new ExpectationNotMetException(
                $"Sec-WebSocket-Protocol with {protocol}", offered.Count == 0 ? "no Sec-WebSocket-Protocol" : string.Join(", ", offered), "the handshake of the device");
        }
    }

    /// <summary>The device sends its packets in binary frames.</summary>
    [Then("the device sends binary frames only")]
    public void BinaryOnly()
    {
        if (bench.WebSocket.Frames is { Text: > 0 } frames)
        {
            throw new ExpectationNotMetException("binary frames only", $"{frames.Text} frames of text", bench.Session.LastFrame);
        }

        if (bench.WebSocket.Frames.Binary == 0)
        {
            throw new SutUnavailableException("the device sent no data frame");
        }
    }

    private static void Require(bool condition, string expected, PacketArrived arrived)
    {
        if (!condition)
        {
            throw new ExpectationNotMetException(expected, arrived.Describe(), arrived.Where);
        }
    }

    private async Task<DeviceSession> SaidGoodbyeAsync()
    {
        var session = await ArrivedAsync("the goodbye");
        try
        {
            await bench.Expecting.PacketAsync(session, "DISCONNECT", p => p.Packet is DisconnectPacket, scenario.CancellationToken);
            return session;
        }
        catch (ExpectationNotMetException problem)
        {
            throw new SutUnavailableException($"{session.Name}: the device was told to say goodbye and did not: {problem.Observed} ({problem.Evidence})", problem);
        }
    }

    private async Task<DeviceSession> ArrivedAsync(string about) => bench.Current ?? await bench.ArrivedAsync(scenario.CancellationToken)
        ?? throw new SutUnavailableException($"the device did not connect, so {about} could not be looked at{bench.Said()}");
}
