using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>How the broker answers an introduction.</summary>
[Binding]
public sealed class AcceptanceSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>The first packet was a CONNACK with code 0.</summary>
    [Then("the broker accepts the {word}")]
    public void Accepts(string role) => AcceptedBy(role);

    /// <summary>The CONNACK says that a session was there.</summary>
    [Then("the broker resumes the session of the {word}")]
    public void Resumes(string role) => ExpectSessionPresent(role, true);

    /// <summary>The CONNACK says that no session was there.</summary>
    [Then("the broker starts a new session for the {word}")]
    public void StartsNew(string role) => ExpectSessionPresent(role, false);

    /// <summary>Bits 7 to 1 of the acknowledge flags are zero; a CONNACK with another value would not have been understood.</summary>
    [Then("the reserved flags of the CONNACK of the {word} are zero")]
    public void ReservedFlagsAreZero(string role) => AcceptedBy(role);

    /// <summary>The CONNACK does not contain a property.</summary>
    [Then("the CONNACK of the {word} contains no {string}")]
    public void ContainsNo(string role, string property)
    {
        var properties = AcceptedBy(role).Properties;
        var value = property switch
        {
            "Authentication Method" => properties.AuthenticationMethod,
            "Response Information" => properties.ResponseInformation,
            _ => throw new FormatException($"'{property}' is not a property of a CONNACK that this step knows."),
        };
        if (value is not null)
        {
            throw new ExpectationNotMetException($"CONNACK without {property}", $"{property} \"{value}\"", clients.Of(role).Session.LastFrame);
        }
    }

    /// <summary>One CONNACK came, before anything else.</summary>
    [Then("the {word} has received one CONNACK, and it came first")]
    public async Task OneConnack(string role)
    {
        var session = clients.Of(role).Session;
        await clients.Waiting.ExpectAliveAsync(session, "whether another CONNACK comes is open", scenario.CancellationToken);
        var packets = session.Events.All.OfType<PacketArrived>().ToList();
        if (packets[0].Packet is not ConnAckPacket || packets.Skip(1).FirstOrDefault(p => p.Packet is ConnAckPacket) is not null)
        {
            var observed = string.Join(", ", packets.Select(p => p.Packet.Type.ToString().ToUpperInvariant()));
            throw new ExpectationNotMetException("one CONNACK, first", observed, session.LastFrame);
        }
    }

    /// <summary>Two clients without a client identifier were given different ones.</summary>
    [Then("the broker has assigned different client identifiers to the {word} and the {word}")]
    public void AssignedDifferent(string one, string other)
    {
        var first = Assigned(one);
        if (first == Assigned(other))
        {
            throw new ExpectationNotMetException("two different client identifiers", $"\"{first}\" twice", clients.Of(other).Session.LastFrame);
        }
    }

    /// <summary>The broker does not let the client in: it closes the connection, with or without a CONNACK that says so.</summary>
    [StepDefinition("the broker refuses the {word}")]
    public Task Refuses(string role) => new Refusal(clients).ExpectAsync(clients.Of(role), null, scenario.CancellationToken);

    /// <summary>The broker does not let the client in and says why with one of some codes.</summary>
    [Then("the broker refuses the {word} with one of the codes {string}")]
    public Task Refuses(string role, string codes) =>
        new Refusal(clients).ExpectAsync(
            clients.Of(role), [.. codes.Split(", ").Select(c => Convert.ToByte(c, 16))], scenario.CancellationToken);

    /// <summary>The broker answers with a CONNACK that refuses; what it does without one, or when it accepts, is for other scenarios.</summary>
    [When("the broker says why it refuses the {word}")]
    public async Task SaysWhy(string role)
    {
        if (await RefusedAsync(role) is ConnectionClosed)
        {
            throw new ScenarioSkippedException("The broker closes the connection without a CONNACK.");
        }
    }

    /// <summary>The broker refuses in whatever way; whether it may accept is for other scenarios.</summary>
    [When("the broker does not accept the {word}")]
    public Task DoesNotAccept(string role) => RefusedAsync(role);

    /// <summary>The broker does not let the client in and does not say a word.</summary>
    [Then("the broker closes the connection of the {word} without answering")]
    public Task RefusesSilently(string role) => new Refusal(clients).ExpectSilentAsync(clients.Of(role), scenario.CancellationToken);

    private async Task<SessionEvent> RefusedAsync(string role)
    {
        var session = clients.Of(role).Session;
        var first = await clients.Waiting.PollAsync(session.Events, () => session.Events.First, clients.Waiting.Timeout, scenario.CancellationToken);
        return first switch
        {
            null => throw new SutUnavailableException($"{session.Name}: was neither accepted nor refused within {Waiting.Seconds(clients.Waiting.Timeout)}"),
            PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.Success } } => throw new ScenarioSkippedException("The broker accepts the CONNECT."),
            _ => first,
        };
    }

    private string Assigned(string role)
    {
        var accepted = AcceptedBy(role);
        return accepted.Properties.AssignedClientIdentifier
            ?? throw new ExpectationNotMetException("CONNACK with an Assigned Client Identifier", accepted.ToString(), clients.Of(role).Session.LastFrame);
    }

    private void ExpectSessionPresent(string role, bool expected)
    {
        var accepted = AcceptedBy(role);
        if (accepted.SessionPresent != expected)
        {
            throw new ExpectationNotMetException($"CONNACK with session present {(expected ? 1 : 0)}", accepted.ToString(), clients.Of(role).Session.LastFrame);
        }
    }

    private ConnAckPacket AcceptedBy(string role)
    {
        var session = clients.Of(role).Session;
        return session.Accepted ?? throw Unaccepted(session);
    }

    private static ExpectationNotMetException Unaccepted(MqttSession session)
    {
        var answer = session.Events.First;
        return new ExpectationNotMetException("CONNACK with code 0x00", answer?.Describe() ?? "nothing", answer?.Where ?? session.LastFrame);
    }
}
