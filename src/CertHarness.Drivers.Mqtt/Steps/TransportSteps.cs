using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Over what clients reach the broker, and the frames of WebSocket.</summary>
[Binding]
public sealed class TransportSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>From now on a client connects over another transport than the run's: <c>TLS</c> or <c>WebSocket</c>.</summary>
    [Given("a/an/the {word} that reaches the broker over {word}")]
    public void Reaches(string role, string transport) => clients.Of(role).Route = clients.Routes.Over(transport);

    /// <summary>A client offers subprotocols, separated by commas, when it opens a WebSocket.</summary>
    [When("a/an/the {word} opens a WebSocket for MQTT {word} and offers {string}")]
    public Task Opens(string role, string version, string subprotocols)
    {
        var client = clients.Of(role);
        var route = clients.Routes.Over("WebSocket");
        client.Route = route with { WebSocket = route.WebSocket! with { Subprotocols = subprotocols.Split(", ") } };
        return clients.OpenAsync(client, ConnectingSteps.Version(version), scenario.CancellationToken);
    }

    /// <summary>The server selected a subprotocol.</summary>
    [Then("the broker selects the subprotocol {string} for the {word}")]
    public void Selects(string expected, string role)
    {
        var session = clients.Of(role).Session;
        var selected = WebSocket(role).Subprotocol;
        if (selected != expected)
        {
            throw new ExpectationNotMetException(
                $"the subprotocol {expected} selected", selected is null ? "none selected" : $"{selected} selected", session.LastFrame);
        }
    }

    /// <summary>Bytes in the notation that <see cref="WireNotation"/> describes, in a frame that says it is text.</summary>
    [When("the {word} sends the bytes {string} in a text frame")]
    public Task SendsText(string role, string notation) => SendAsync(role, [(WebSocketOpcode.Text, true, Bytes(role, notation))]);

    /// <summary>Bytes cut into binary frames of a size, each a message of its own.</summary>
    [When("the {word} sends the bytes {string} in frames of {int} byte(s)")]
    public Task SendsFrames(string role, string notation, int size) =>
        SendAsync(role, [.. Cut(role, notation, size).Select(part => (WebSocketOpcode.Binary, true, part))]);

    /// <summary>Bytes cut into the fragments of one binary message (RFC 6455, 5.4).</summary>
    [When("the {word} sends the bytes {string} in one message of fragments of {int} byte(s)")]
    public Task SendsFragments(string role, string notation, int size)
    {
        var parts = Cut(role, notation, size);
        return SendAsync(
            role,
            [.. parts.Select((part, i) => (i == 0 ? WebSocketOpcode.Binary : WebSocketOpcode.Continuation, i == parts.Count - 1, part))]);
    }

    /// <summary>The broker answers a CONNECT that was sent byte by byte; from now on the connection is one of the scenario's.</summary>
    [StepDefinition("the broker lets the {word} in")]
    public async Task LetsIn(string role)
    {
        var session = clients.Of(role).Session;
        var arrived = await clients.Waiting.ExpectAsync(
            session, "CONNACK with code 0x00", p => p.Packet is ConnAckPacket, scenario.CancellationToken);
        var answer = (ConnAckPacket)arrived.Packet;
        session.Accepted = answer.ReasonCode == ReasonCode.Success
            ? answer
            : throw new ExpectationNotMetException("CONNACK with code 0x00", arrived.Describe(), arrived.Where);
    }

    /// <summary>The broker has answered, and all data that it has sent came in binary frames.</summary>
    [Then("the broker has sent the {word} nothing but binary frames")]
    public async Task OnlyBinary(string role)
    {
        var session = clients.Of(role).Session;
        try
        {
            await clients.Waiting.SettleAsync(session, "whether all frames are binary is open", scenario.CancellationToken);
        }
        catch (SutUnavailableException) when (WebSocket(role).Violation is not null)
        {
            // What came is no answer because it is the violation.
        }

        if (WebSocket(role).Violation is { } violation)
        {
            throw new ExpectationNotMetException("binary frames, as RFC 6455 allows them", violation, session.LastFrame);
        }
    }

    private WebSocketConnection WebSocket(string role) =>
        clients.Of(role).Session.WebSocket ?? throw new SutUnavailableException($"{role}: has opened no WebSocket");

    private byte[] Bytes(string role, string notation) => clients.Bytes(clients.Of(role), notation);

    private List<byte[]> Cut(string role, string notation, int size) => [.. Bytes(role, notation).Chunk(size)];

    private async Task SendAsync(string role, IReadOnlyList<(WebSocketOpcode Opcode, bool Final, byte[] Payload)> frames)
    {
        var socket = WebSocket(role);
        try
        {
            foreach (var (opcode, final, payload) in frames)
            {
                await socket.SendFrameAsync(opcode, final, payload, scenario.CancellationToken);
            }
        }
        catch (ConnectionResetException)
        {
            // The reader logs the end; what it means is for the step that expects something.
        }
    }
}
