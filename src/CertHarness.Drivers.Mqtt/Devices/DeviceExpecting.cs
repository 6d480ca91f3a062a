using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>
/// What is concluded when the device does or does not do something. What is missing is the device's fault only when the device shows
/// on the same connection that it lives, and the harness itself was not kept from looking.
/// </summary>
internal sealed class DeviceExpecting(DeviceBench bench)
{
    // A device may look at its clock once a second only.
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(2);

    /// <summary>The longest keep alive that is waited for as a sign of life, in seconds.</summary>
    private const int LongestKeepAlive = 10;

    /// <summary>Waits for a packet of the device; others stay for later steps.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="expected">What is expected, for the failure message.</param>
    /// <param name="wanted">Whether a packet is it; may throw <see cref="ExpectationNotMetException"/> when it is a contradiction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="due">How long the device may take before the packet is due; zero for one that is due at once.</param>
    /// <exception cref="ExpectationNotMetException">The device ended the connection, or lives and has not sent it.</exception>
    /// <exception cref="SutUnavailableException">Nothing can be concluded.</exception>
    public async Task<PacketArrived> PacketAsync(
        DeviceSession session, string expected, Func<PacketArrived, bool> wanted, CancellationToken cancellationToken, TimeSpan due = default)
    {
        var begun = bench.Waiting.Now;
        var patience = due + bench.Waiting.Timeout;
        var found = await bench.Waiting.PollAsync(session.Events, () => Look(session, expected, wanted), patience, cancellationToken);
        if (found is not null)
        {
            return found;
        }

        bench.Waiting.RefuseIfStarved(begun, $"while the device was expected to send {expected}");
        var sign = await SignOfLifeAsync(session, $"{expected} did not come", cancellationToken);
        if (Look(session, expected, wanted) is { } late)
        {
            throw new SutUnavailableException($"{session.Name}: {late.Describe()} came later than the IXIT's timeout ({late.Where})");
        }

        throw new ExpectationNotMetException(
            expected, $"nothing such within {Waiting.Seconds(patience)}; after that the device sent {sign}{Instead(session)}", session.LastFrame);
    }

    /// <summary>Waits for a PINGREQ, which is due only when the keep alive is over.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<PacketArrived> PingAsync(DeviceSession session, CancellationToken cancellationToken) =>
        PacketAsync(session, "PINGREQ", p => p.Packet is PingReqPacket, cancellationToken, Interval(session));

    /// <summary>Waits until the device ends the connection.</summary>
    public async Task<SessionEvent> EndAsync(DeviceSession session, CancellationToken cancellationToken)
    {
        var begun = bench.Waiting.Now;
        var end = await bench.Waiting.PollAsync(session.Events, () => session.Events.End, bench.Waiting.Timeout, cancellationToken);
        switch (end)
        {
            case ConnectionClosed:
                return end;
            case ConnectionGivenUp givenUp:
                throw new SutUnavailableException($"{session.Name}: {givenUp.Reason}");
            default:
                bench.Waiting.RefuseIfStarved(begun, "while the device was expected to close the connection");
                var sign = await SignOfLifeAsync(session, "the device has not closed the connection", cancellationToken, endIsLate: true);
                throw new ExpectationNotMetException(
                    "the device closes the connection",
                    $"the connection is still open after {Waiting.Seconds(bench.Waiting.Timeout)}, and the device sent {sign} on it",
                    session.LastFrame);
        }
    }

    /// <summary>
    /// Waits until the device is through with what it was told and sent: it has ended the connection or itself, or sends two signs of life,
    /// of which the second answers nothing that was under way before.
    /// </summary>
    /// <param name="done">Something else that shows it, or null for nothing else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SutUnavailableException">Nothing shows it.</exception>
    public async Task SettleAsync(Func<PacketArrived, bool>? done, CancellationToken cancellationToken)
    {
        var session = bench.Current ?? await bench.ArrivedAsync(cancellationToken);
        if (session is null)
        {
            if (bench.Ended is not null && bench.HasShownItself)
                return;
            throw new SutUnavailableException($"the device did not connect, and whether it did what it was told is open{bench.Said()}");
        }

        var pings = Signs(session);
        var patience = bench.Waiting.Timeout + (2 * Interval(session));
        var over = await bench.Waiting.PollAsync<SessionEvent>(
            session.Events,
            () => session.Events.End
                ?? session.Events.All.OfType<PacketArrived>().FirstOrDefault(p => done?.Invoke(p) == true)
                ?? (Signs(session) >= pings + 2 ? session.Events.All[^1] : null),
            patience,
            cancellationToken);
        if (over is null)
        {
            throw new SutUnavailableException($"{session.Name}: nothing shows that the device is through with what it was told ({session.LastFrame})");
        }
    }

    /// <summary>Something that the device sends after now.</summary>
    /// <returns>What it was.</returns>
    /// <exception cref="ExpectationNotMetException">It ended the connection instead.</exception>
    /// <exception cref="SutUnavailableException">There was nothing, or the end came late.</exception>
    private async Task<string> SignOfLifeAsync(DeviceSession session, string open, CancellationToken cancellationToken, bool endIsLate = false)
    {
        var before = session.Events.Count<PacketArrived>(_ => true);
        var sign = await bench.Waiting.PollAsync<SessionEvent>(
            session.Events,
            () => session.Events.Obstacle ?? session.Events.All.OfType<PacketArrived>().Skip(before).FirstOrDefault(),
            Interval(session) + bench.Waiting.Timeout,
            cancellationToken);
        return sign switch
        {
            PacketArrived packet => packet.Describe(),
            ConnectionGivenUp givenUp => throw new SutUnavailableException($"{session.Name}: {givenUp.Reason}"),
            null => throw new SutUnavailableException($"{session.Name}: {open}, and nothing shows that the device lives{bench.Said()} ({session.LastFrame})"),
            _ when endIsLate => throw new SutUnavailableException($"{session.Name}: {sign.Describe()}, but later than the IXIT's timeout ({sign.Where})"),
            _ => throw new ExpectationNotMetException(open, sign.Describe(), sign.Where ?? session.LastFrame),
        };
    }

    // A device that does not adopt the broker's keep alive still shows itself by its own.
    private static TimeSpan Interval(DeviceSession session) =>
        new[] { session.KeepAlive, session.Introduction?.KeepAlive ?? 0 }.Where(s => s is > 0 and <= LongestKeepAlive)
            .Select(s => TimeSpan.FromSeconds(s * 1.5) + Coarseness).DefaultIfEmpty(TimeSpan.Zero).Max();

    private static int Signs(DeviceSession session) => session.Events.Count<PacketArrived>(p => p.Packet is PingReqPacket);

    private static PacketArrived? Look(DeviceSession session, string expected, Func<PacketArrived, bool> wanted) =>
        session.Events.Take(wanted) ?? session.Events.Obstacle switch
        {
            null => null,
            ConnectionGivenUp givenUp => throw new SutUnavailableException($"{session.Name}: {givenUp.Reason}"),
            var obstacle => throw new ExpectationNotMetException(
                expected, obstacle.Describe() + Instead(session), obstacle.Where ?? session.LastFrame),
        };

    private static string Instead(DeviceSession session)
    {
        var packets = session.Events.Untaken.OfType<PacketArrived>().Where(p => p.Packet is not PingReqPacket).TakeLast(3).Select(p => p.Describe()).ToList();
        return packets.Count == 0 ? "" : "; before that: " + string.Join("; ", packets);
    }
}
