using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>The broker must end a connection, in order or by a reset.</summary>
internal sealed class Closing(Clients clients)
{
    /// <summary>The client by which a broker shows that it serves others.</summary>
    public const string StageHand = "bystander";

    private const string Expected = "the broker closes the connection";

    /// <summary>Expects that the broker ends the connection within the timeout.</summary>
    /// <exception cref="ExpectationNotMetException">The broker lives and has not ended it.</exception>
    /// <exception cref="SutUnavailableException">Nothing can be concluded.</exception>
    public Task ExpectAsync(MqttSession session, CancellationToken cancellationToken) =>
        ExpectAsync(session, clients.Waiting.Timeout, cancellationToken);

    /// <summary>Expects that the broker ends the connection within a time.</summary>
    public async Task<ConnectionClosed> ExpectAsync(MqttSession session, TimeSpan within, CancellationToken cancellationToken)
    {
        var waiting = clients.Waiting;
        var begun = waiting.Now;
        var end = await waiting.EndAsync(session, within, cancellationToken);
        switch (end)
        {
            case ConnectionClosed closed:
                return closed;
            case ConnectionGivenUp givenUp:
                throw new SutUnavailableException($"{session.Name}: {givenUp.Reason}");
            default:
                waiting.RefuseIfStarved(begun, $"while {session.Name} waited for its end");
                var observed = await StillThereAsync(session, within, cancellationToken);
                if (session.Events.End is { } late)
                {
                    throw new SutUnavailableException(
                        $"{session.Name}: {late.Describe()}, but only after more than the {Waiting.Seconds(within)} that were waited for it ({late.Where})");
                }

                waiting.RefuseIfSlow($"{session.Name}: {observed}");
                throw new ExpectationNotMetException(Expected, observed, session.LastFrame);
        }
    }

    // A broker that is overloaded or gone is no proof; one that serves somebody is.
    private async Task<string> StillThereAsync(MqttSession session, TimeSpan within, CancellationToken cancellationToken)
    {
        var open = $"the connection is still open after {Waiting.Seconds(within)}";
        // After a malformed packet nothing is decoded any more, so a PINGRESP could not be seen.
        var malformed = session.Events.All.FirstOrDefault(e => e is MalformedArrived);
        if (malformed is null)
        {
            if (session.Accepted is not null)
            {
                await session.SendAsync(new PingReqPacket(), cancellationToken);
            }

            // The end may be under way, as may have been what caused it: a second wait covers the way there and the way back.
            var answer = await clients.Waiting.PollAsync<SessionEvent>(
                session.Events,
                () => session.Events.End ?? session.Events.Take<PacketArrived>(p => p.Packet is PingRespPacket),
                clients.Waiting.Timeout,
                cancellationToken);
            if (answer is PacketArrived)
            {
                return $"{open} and answers a PINGREQ";
            }
        }

        await clients.StageHandAsync(StageHand, session.Version, cancellationToken);
        return $"{open} while another client was accepted" + (malformed is null ? "" : $"; before that it brought {malformed.Describe()} ({malformed.Where})");
    }
}
