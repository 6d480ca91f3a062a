using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Connections end, by the client's will, by a fault or by the broker.</summary>
[Binding]
public sealed class DisconnectingSteps(Clients clients, ScenarioContext scenario)
{
    private MqttSession? _goodbye;

    /// <summary>A client says goodbye.</summary>
    [StepDefinition("the {word} disconnects")]
    [StepDefinition("the {word} has disconnected")]
    public Task Disconnects(string role) => LeaveAsync(role, new DisconnectPacket());

    /// <summary>A client says goodbye with a reason code or a session expiry.</summary>
    [StepDefinition("the {word} disconnects with:")]
    [StepDefinition("the {word} has disconnected with:")]
    public Task Disconnects(string role, DataTable details) => LeaveAsync(role, new DisconnectPacket
    {
        ReasonCode = (ReasonCode)Convert.ToByte(details.Value("reason code") ?? "0x00", 16),
        Properties = details.Value("session expiry") is { } expiry
            ? new Properties { SessionExpiryInterval = uint.Parse(expiry, System.Globalization.CultureInfo.InvariantCulture) }
            : Properties.None,
    });

    /// <summary>A client's connection breaks without a goodbye.</summary>
    [StepDefinition("the {word} loses its connection")]
    [StepDefinition("the {word} has lost its connection")]
    public async Task LosesConnection(string role)
    {
        var session = clients.Of(role).Session;
        if (session.IsOpen)
        {
            // The broker must have handled what was sent before the break.
            await clients.Waiting.ExpectAliveAsync(session, "whether all packets were handled before the break is open", scenario.CancellationToken);
        }

        clients.Mark = clients.Waiting.Now;
        session.Abort();
    }

    /// <summary>The broker ends the newest connection of a client.</summary>
    [StepDefinition("the broker closes the connection of the {word}")]
    public async Task Closes(string role)
    {
        var session = clients.Of(role).Session;
        await new Closing(clients).ExpectAsync(session, scenario.CancellationToken);
        if (session.Events.All.FirstOrDefault(e => e is MalformedArrived) is { } malformed)
        {
            throw new ExpectationNotMetException("the connection closed, at most after a DISCONNECT that is well-formed", malformed.Describe(), malformed.Where);
        }
    }

    /// <summary>The broker ends the connection that a client had before its newest one. Until then it may deliver there.</summary>
    [StepDefinition("the broker closes the older connection of the {word}")]
    public Task ClosesOlder(string role) => new Closing(clients).ExpectAsync(clients.Of(role).Older, scenario.CancellationToken);

    /// <summary>The broker ends the connection before the newest one; if it says why, then with that code.</summary>
    [Then("the broker closes the older connection of the {word}, if with a reason code then {word}")]
    public async Task ClosesOlder(string role, string code)
    {
        var session = clients.Of(role).Older;
        await new Closing(clients).ExpectAsync(session, scenario.CancellationToken);
        var goodbye = session.Events.All.OfType<PacketArrived>().FirstOrDefault(p => p.Packet is DisconnectPacket);
        if (goodbye is not null && ((DisconnectPacket)goodbye.Packet).ReasonCode != (ReasonCode)Convert.ToByte(code, 16))
        {
            throw new ExpectationNotMetException($"DISCONNECT with {code}, or none", goodbye.Describe(), goodbye.Where);
        }

        if (session.Events.All.FirstOrDefault(e => e is MalformedArrived) is { } malformed)
        {
            throw new ExpectationNotMetException($"DISCONNECT with {code}, or none", malformed.Describe(), malformed.Where);
        }
    }

    /// <summary>The broker sends a DISCONNECT; a broker that closes without one may.</summary>
    [When("the broker says goodbye to the {word}")]
    public async Task SaysGoodbye(string role)
    {
        var session = clients.Of(role).Session;
        var first = await clients.Waiting.PollAsync(
            session.Events,
            () => session.Events.All.FirstOrDefault(e => e is PacketArrived { Packet: DisconnectPacket } or MalformedArrived or ConnectionClosed),
            clients.Waiting.Timeout,
            scenario.CancellationToken);
        _goodbye = first switch
        {
            null => throw new ExpectationNotMetException("the connection ended", "it is still open", session.LastFrame),
            ConnectionClosed => throw new ScenarioSkippedException("The broker closes the connection without a DISCONNECT, as it may."),
            _ => session,
        };
    }

    /// <summary>After the broker's DISCONNECT nothing comes but the end.</summary>
    [Then("nothing but the end follows that goodbye")]
    public async Task NothingFollows()
    {
        var session = _goodbye ?? throw new SutUnavailableException("no goodbye was seen before");
        await new Closing(clients).ExpectAsync(session, scenario.CancellationToken);
        var last = session.Events.All.Where(e => e is not ConnectionClosed).Last();
        if (last is not PacketArrived { Packet: DisconnectPacket })
        {
            throw new ExpectationNotMetException("a DISCONNECT as a server may send it, and nothing after it", last.Describe(), last.Where);
        }
    }

    /// <summary>The connection lives.</summary>
    [StepDefinition("the connection of the {word} stays open")]
    public async Task StaysOpen(string role)
    {
        try
        {
            await clients.Waiting.ExpectAliveAsync(clients.Of(role).Session, "whether the connection lives is open", scenario.CancellationToken);
        }
        catch (ExpectationNotMetException)
        {
            // A harness that did not get to run may have been silent for too long itself.
            clients.Waiting.RefuseIfStarved(clients.Mark, $"while {role} was to keep its connection alive");
            clients.Of(role).SignsOfLife?.RefuseIfLate(clients.Waiting);
            throw;
        }
    }

    private async Task LeaveAsync(string role, DisconnectPacket goodbye)
    {
        var session = clients.Of(role).Session;
        clients.Mark = clients.Waiting.Now;
        await session.SendAsync(goodbye, scenario.CancellationToken);
        await session.CompleteWritesAsync(scenario.CancellationToken);
        // Once the broker has closed too, it has certainly handled the goodbye. Until then the client's return could overtake it.
        if (await clients.Waiting.EndAsync(session, clients.Waiting.Timeout, scenario.CancellationToken) is null)
        {
            throw new SutUnavailableException(
                $"{session.Name}: whether the goodbye was handled is open: the broker did not close its side within {Waiting.Seconds(clients.Waiting.Timeout)} ({session.LastFrame})");
        }

        await session.DisposeAsync();
    }
}
