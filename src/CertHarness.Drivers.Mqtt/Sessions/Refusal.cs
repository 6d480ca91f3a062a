using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>
/// The lawful ways to turn a client away: the broker closes the connection, and before that it may send one CONNACK with a code
/// that says so, never anything else (MQTT5-3.1.4-1, MQTT5-3.14.0-1, MQTT3-3.1.4-1).
/// </summary>
internal sealed class Refusal(Clients clients)
{
    private const byte ConnAckFirstByte = 0x20;

    /// <summary>Expects that a client is turned away.</summary>
    /// <param name="client">The client.</param>
    /// <param name="codes">The codes of which one must be given, or null if the broker may be silent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ExpectAsync(Client client, IReadOnlyList<byte>? codes, CancellationToken cancellationToken)
    {
        var session = client.Session;
        var first = await clients.Waiting.PollAsync(session.Events, () => session.Events.First, clients.Waiting.Timeout, cancellationToken);
        if (first is not PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.Success } })
        {
            await new Closing(clients).ExpectAsync(session, cancellationToken);
        }

        byte? given = null;
        foreach (var happened in session.Events.All.Where(e => e is not ConnectionClosed))
        {
            given = given is null && CodeOf(happened) is { } code and not 0
                ? code
                : throw new ExpectationNotMetException("the connection closed, at most after one CONNACK that refuses", happened.Describe(), happened.Where);
        }

        if (codes is not null && (given is null || !codes.Contains(given.Value)))
        {
            throw new ExpectationNotMetException(
                $"CONNACK with {string.Join(" or ", codes.Select(c => $"0x{c:X2}"))}, then the connection closed",
                given is null ? "the connection was closed without a CONNACK" : $"CONNACK with 0x{given:X2}",
                session.LastFrame);
        }
    }

    private static byte? CodeOf(SessionEvent happened) => happened switch
    {
        PacketArrived { Packet: ConnAckPacket { SessionPresent: false } answer } => answer.ReturnCode is { } code ? (byte)code : (byte)answer.ReasonCode,
        // A broker that does not know the version may answer in the form of another one.
        MalformedArrived { Fault.Raw: { Length: >= 4 } raw } when raw.Span[0] == ConnAckFirstByte && raw.Span[2] == 0 => raw.Span[3],
        _ => null,
    };
}
