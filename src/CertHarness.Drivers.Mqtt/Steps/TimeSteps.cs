using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Requirements that are about time.</summary>
[Binding]
public sealed class TimeSteps(Clients clients, ScenarioContext scenario)
{
    /// <summary>The longest keep alive that a scenario waits for, in seconds.</summary>
    private const ushort LongestKeepAlive = 3;

    /// <summary>The standards set no bound on how late a broker may notice; those that look every few seconds are right too.</summary>
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(10);

    /// <summary>Time passes.</summary>
    [When("{double} seconds pass")]
    public Task Pass(double seconds) => clients.Waiting.PassAsync(TimeSpan.FromSeconds(seconds), scenario.CancellationToken);

    /// <summary>A client sends nothing from now on.</summary>
    [When("the {word} falls silent")]
    public void FallsSilent(string role)
    {
        var session = clients.Of(role).Session;
        RequireShortKeepAlive(session);
        clients.Mark = session.LastSent;
    }

    /// <summary>A client sends packets at regular intervals.</summary>
    [When("the {word} sends {word} every {double} seconds for {double} seconds")]
    public async Task SendsRegularly(string role, string type, double interval, double duration)
    {
        var session = clients.Of(role).Session;
        RequireShortKeepAlive(session);
        clients.Mark = clients.Waiting.Now;
        var signs = clients.Of(role).SignsOfLife = new SignsOfLife(session, KeepAlive(role));
        // Counted from here and not from the CONNECT: an answer that took long is no pause that the harness made.
        var last = clients.Waiting.Now;
        for (var begun = clients.Waiting.Now; clients.Waiting.Since(begun) < TimeSpan.FromSeconds(duration);)
        {
            await clients.Waiting.PassAsync(TimeSpan.FromSeconds(interval), scenario.CancellationToken);
            if (clients.Waiting.Since(last) > TimeSpan.FromSeconds(interval * 2))
            {
                throw new SutUnavailableException($"{session.Name}: the harness was starved and could not send every {interval} s");
            }

            last = clients.Waiting.Now;
            signs.Next(last);
            await session.SendAsync(SignOfLife(session, type), scenario.CancellationToken);
        }
    }

    /// <summary>The broker ends the connection, but lets the silence last for a while.</summary>
    [Then("the broker closes the connection of the {word} no earlier than {double} second(s) after that")]
    public async Task ClosesAfter(string role, double seconds)
    {
        var session = clients.Of(role).Session;
        var closed = await new Closing(clients).ExpectAsync(session, (KeepAlive(role) * 1.5) + Coarseness, scenario.CancellationToken);
        var after = clients.Waiting.Since(clients.Mark) - clients.Waiting.Since(closed.Timestamp);
        if (after < TimeSpan.FromSeconds(seconds))
        {
            throw new ExpectationNotMetException(
                $"the connection closed at least {seconds} s after the last packet", $"closed after {Waiting.Seconds(after)}", closed.Where);
        }
    }

    private TimeSpan KeepAlive(string role) => TimeSpan.FromSeconds(
        clients.Of(role).Session.Accepted?.Properties.ServerKeepAlive ?? clients.Of(role).Settings?.KeepAlive ?? 0);

    // At QoS 1 the broker shows when it has a message; a broker that takes QoS 0 only leaves that open.
    private MqttPacket SignOfLife(MqttSession session, string type) => type == "PINGREQ"
        ? new PingReqPacket()
        : session.Accepted?.Properties.MaximumQoS == 0
            ? new PublishPacket { Topic = clients.Names.Topic("lamp/1/alive") }
            : new PublishPacket { Topic = clients.Names.Topic("lamp/1/alive"), QoS = QualityOfService.AtLeastOnce, PacketId = session.NextPacketId() };

    private static void RequireShortKeepAlive(MqttSession session)
    {
        var set = session.Accepted?.Properties.ServerKeepAlive;
        Capabilities.Require(set is null or <= LongestKeepAlive, $"Server Keep Alive {set}, longer than this scenario waits");
    }
}
