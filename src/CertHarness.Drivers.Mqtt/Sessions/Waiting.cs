using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>
/// How long the harness waits and what it concludes when nothing comes. A missing answer is the broker's fault only when the same
/// connection answers a PINGREQ afterwards and the harness itself was not kept from looking.
/// </summary>
/// <param name="timeout">How long any one answer may take.</param>
/// <param name="time">The clock.</param>
/// <param name="monitor">Knows when the harness was starved, or null.</param>
/// <param name="all">Every connection of the scenario: what is sent on one may cause what is expected on another.</param>
internal sealed class Waiting(TimeSpan timeout, TimeProvider time, SchedulingMonitor? monitor, Func<IEnumerable<MqttSession>>? all = null)
{
    /// <summary>The part of a wait that the harness may be starved without the wait losing its meaning.</summary>
    internal const double TolerableStall = 0.1;

    /// <summary>The part of the timeout that answers may take without the timeout losing its meaning.</summary>
    private const double TolerableSlowness = 0.5;

    private TimeSpan _slowest;

    /// <summary>How long any one answer may take.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>Now, in the clock's timestamps.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>How long ago a timestamp is.</summary>
    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    /// <summary>Lets time pass. Only for requirements that are about time.</summary>
    public Task PassAsync(TimeSpan span, CancellationToken cancellationToken) => Task.Delay(span, time, cancellationToken);

    /// <summary>Waits until something can be had, or gives null when the time is over.</summary>
    /// <param name="log">What it can be had from.</param>
    /// <param name="look">Looks for it.</param>
    /// <param name="span">How long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T?> PollAsync<T>(EventLog log, Func<T?> look, TimeSpan span, CancellationToken cancellationToken)
        where T : class
    {
        using var expiry = new CancellationTokenSource(span, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        while (true)
        {
            var grown = log.Grown;
            if (look() is { } found)
            {
                return found;
            }

            try
            {
                await grown.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return look();
            }
        }
    }

    /// <summary>Waits for a packet; packets that are not wanted stay for later steps.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="expected">What is expected, for the failure message.</param>
    /// <param name="wanted">Whether a packet is it; may throw <see cref="ExpectationNotMetException"/> when it is a contradiction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationNotMetException">The connection ended, or lives and the packet did not come.</exception>
    /// <exception cref="SutUnavailableException">Nothing can be concluded.</exception>
    public async Task<PacketArrived> ExpectAsync(
        MqttSession session, string expected, Func<PacketArrived, bool> wanted, CancellationToken cancellationToken)
    {
        var begun = Now;
        var found = await PollAsync(session.Events, () => Look(session, expected, wanted), timeout, cancellationToken);
        if (found is not null)
        {
            return found;
        }

        RefuseIfStarved(begun, $"while {session.Name} waited for {expected}");
        await SettleOthersAsync(session, $"{session.Name}: {expected} did not come", cancellationToken);
        await ExpectAliveAsync(session, $"{expected} did not come", cancellationToken);
        if (Look(session, expected, wanted) is { } late)
        {
            throw new SutUnavailableException(
                $"{session.Name}: {late.Describe()} came only after {Seconds(time.GetElapsedTime(begun, late.Timestamp))}, later than the IXIT's timeout of {Seconds(timeout)}");
        }

        RefuseIfSlow($"{session.Name}: {expected} did not come");
        throw new ExpectationNotMetException(
            expected, $"nothing such within {Seconds(timeout)}; the connection answered a PINGREQ after that{SeenInstead(session)}", session.LastFrame);
    }

    /// <summary>Proves with a PINGREQ that the connection is alive and that the broker is through with what was sent before.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="otherwise">What is left unexplained if it is not, for the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationNotMetException">The broker ended the connection.</exception>
    /// <exception cref="SutUnavailableException">There was no answer.</exception>
    public async Task ExpectAliveAsync(MqttSession session, string otherwise, CancellationToken cancellationToken)
    {
        await session.SendAsync(new PingReqPacket(), cancellationToken);
        var expected = "a PINGRESP";
        var begun = Now;
        // Only the last of all answers is the one to this PINGREQ; one to an earlier step's may still be under way.
        var due = session.PingsSent;
        var answer = await PollAsync(session.Events, () => Look(session, expected, p => p.Packet is PingRespPacket, due), timeout, cancellationToken);
        NoteAnswer(begun);
        if (answer is null)
        {
            RefuseIfStarved(begun, $"while {session.Name} waited for {expected}");
            throw new SutUnavailableException(
                $"{session.Name}: {otherwise}, and a PINGREQ was not answered within {Seconds(timeout)} either ({session.LastFrame})");
        }
    }

    /// <summary>Waits until the broker ends the connection, or gives null when the time is over.</summary>
    public Task<SessionEvent?> EndAsync(MqttSession session, TimeSpan span, CancellationToken cancellationToken) =>
        PollAsync(session.Events, () => session.Events.End, span, cancellationToken);

    /// <summary>A wait in which the harness itself did not get to run proves nothing.</summary>
    /// <param name="since">When the wait began.</param>
    /// <param name="when">What was waited for, for the message.</param>
    /// <param name="span">How long it was, where that can be more than the timeout.</param>
    /// <exception cref="SutUnavailableException">It was starved.</exception>
    public void RefuseIfStarved(long since, string when, TimeSpan span = default)
    {
        if (monitor?.LongestStallSince(since) is { } stall && stall > TolerableStall * (span > timeout ? span : timeout))
        {
            throw new SutUnavailableException($"the harness was starved for {Seconds(stall)} {when}; give it more processor time and run again");
        }
    }

    /// <summary>Remembers how long an answer took that the broker owed at once.</summary>
    /// <param name="since">When it was asked for.</param>
    public void NoteAnswer(long since) => _slowest = Since(since) is var took && took > _slowest ? took : _slowest;

    /// <summary>Where answers take about as long as the harness waits, what did not come may merely be late.</summary>
    /// <param name="open">What is left unexplained.</param>
    /// <exception cref="SutUnavailableException">Answers were slow.</exception>
    public void RefuseIfSlow(string open)
    {
        if (_slowest > timeout * TolerableSlowness)
        {
            throw new SutUnavailableException(
                $"{open}, but an answer of the broker took {Seconds(_slowest)}, too much of the IXIT's timeout of {Seconds(timeout)} to tell why");
        }
    }

    /// <summary>A span in a message.</summary>
    public static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.###} s");

    // What was sent on another connection, a QoS 0 message say, may not have reached the broker yet.
    private async Task SettleOthersAsync(MqttSession session, string open, CancellationToken cancellationToken)
    {
        foreach (var other in (all?.Invoke() ?? []).Where(s => s != session && s.IsOpen).ToList())
        {
            await SettleAsync(other, open, cancellationToken);
        }
    }

    /// <summary>Makes sure that the broker is through with what was sent on a connection, or has ended it.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="open">What is left unexplained if it does neither, for the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the connection lives.</returns>
    /// <exception cref="SutUnavailableException">There was no answer.</exception>
    public async Task<bool> SettleAsync(MqttSession session, string open, CancellationToken cancellationToken)
    {
        try
        {
            await ExpectAliveAsync(session, open, cancellationToken);
            return true;
        }
        catch (ExpectationNotMetException)
        {
            // The broker may be about to end a connection for what was sent on it; the end then comes before the answer.
            return false;
        }
    }

    private static PacketArrived? Look(MqttSession session, string expected, Func<PacketArrived, bool> wanted, int pongs = 0)
    {
        if (session.Events.Count<PacketArrived>(p => p.Packet is PingRespPacket) >= pongs && session.Events.Take(wanted) is { } found)
        {
            return found;
        }

        return session.Events.Obstacle switch
        {
            null => null,
            ConnectionGivenUp givenUp => throw new SutUnavailableException($"{session.Name}: {givenUp.Reason}"),
            var obstacle => throw new ExpectationNotMetException(
                expected, obstacle.Describe() + SeenInstead(session), obstacle.Where ?? session.LastFrame),
        };
    }

    private static string SeenInstead(MqttSession session)
    {
        var packets = session.Events.Untaken.OfType<PacketArrived>().TakeLast(3).Select(p => p.Describe()).ToList();
        return packets.Count == 0 ? "" : "; before that: " + string.Join("; ", packets);
    }
}
