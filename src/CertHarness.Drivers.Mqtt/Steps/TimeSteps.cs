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
        MqttPacket packet = type == "PINGREQ" ? new PingReqPacket() : new PublishPacket { Topic = clients.Names.Topic("lamp/1/alive") };
        for (var begun = clients.Waiting.Now; clients.Waiting.Since(begun) < TimeSpan.FromSeconds(duration);)
        {
            await clients.Waiting.PassAsync(TimeSpan.FromSeconds(interval), scenario.CancellationToken);
            if (clients.Waiting.Since(session.LastSent) > TimeSpan.FromSeconds(interval * 2))
            {
                throw new SutUnavailableException($"{session.Name}: the harness was starved and could not send every {interval} s");
            }

            await session.SendAsync(packet, scenario.CancellationToken);
        }
    }

    /// <summary>The broker ends the connection, but lets the silence last for a while.</summary>
    [Then("the broker closes the connection of the {word} no earlier than {double} second(s) after that")]
    public async Task ClosesAfter(string role, double seconds)
    {
        var session = clients.Of(role).Session;
        var keepAlive = session.Accepted?.Properties.ServerKeepAlive ?? clients.Of(role).Settings?.KeepAlive ?? 0;
        var closed = await new Closing(clients).ExpectAsync(
            session, (TimeSpan.FromSeconds(keepAlive) * 1.5) + Coarseness, scenario.CancellationToken);
        var after = clients.Waiting.Since(clients.Mark) - clients.Waiting.Since(closed.Timestamp);
        if (after < TimeSpan.FromSeconds(seconds))
        {
            throw new ExpectationNotMetException(
                $"the connection closed at least {seconds} s after the last packet", $"closed after {Waiting.Seconds(after)}", closed.Where);
        }
    }

    private static void RequireShortKeepAlive(MqttSession session)
    {
        var set = session.Accepted?.Properties.ServerKeepAlive;
        Capabilities.Require(set is null or <= LongestKeepAlive, $"Server Keep Alive {set}, longer than this scenario waits");
    }
}
