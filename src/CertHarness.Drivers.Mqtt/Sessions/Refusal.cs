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
        var first = await clients.Waiting.PollAsync(session.Events, () => Answers(client).FirstOrDefault(), clients.Waiting.Timeout, cancellationToken);
        if (first is not PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.Success } })
        {
            await new Closing(clients).ExpectAsync(session, cancellationToken);
        }

        byte? given = null;
        foreach (var happened in Answers(client).Where(e => e is not ConnectionClosed))
        {
            given = given is null && CodeOf(happened, session.Version) is { } code and not 0
                ? code
                : throw new ExpectationNotMetException("the connection closed, at most after one CONNACK that refuses", happened.Describe(), happened.Where);
        }

        await ExpectOthersAcceptedAsync(session, cancellationToken);
        if (codes is not null && (given is null || !codes.Contains(given.Value)))
        {
            throw new ExpectationNotMetException(
                $"CONNACK with {string.Join(" or ", codes.Select(c => $"0x{c:X2}"))}, then the connection closed",
                given is null ? "the connection was closed without a CONNACK" : $"CONNACK with 0x{given:X2}",
                session.LastFrame);
        }
    }

    /// <summary>Expects that a client is turned away without a CONNACK (MQTT3-3.1.4-1).</summary>
    public async Task ExpectSilentAsync(Client client, CancellationToken cancellationToken)
    {
        await ExpectAsync(client, null, cancellationToken);
        if (client.Session.Events.First is { } answer and not ConnectionClosed)
        {
            throw new ExpectationNotMetException("the connection closed without an answer", answer.Describe(), answer.Where);
        }
    }

    // Before it decides, a broker may ask a client that named a method for more (MQTT 5.0, clause 4.12).
    private static IEnumerable<SessionEvent> Answers(Client client) => client.Settings?.Properties.AuthenticationMethod is null
        ? client.Session.Events.All
        : client.Session.Events.All.Where(e => e is not PacketArrived { Packet: AuthPacket { ReasonCode: ReasonCode.ContinueAuthentication } });

    // Who turns everybody away has not turned away the wrong one.
    private async Task ExpectOthersAcceptedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        try
        {
            await clients.StageHandAsync(Closing.StageHand, session.Version, cancellationToken);
        }
        catch (ExpectationNotMetException problem)
        {
            throw new SutUnavailableException(
                $"{session.Name}: was refused, but so is a client that introduces itself correctly: {problem.Observed} ({problem.Evidence})", problem);
        }
    }

    private static byte? CodeOf(SessionEvent happened, MqttVersion version) => happened switch
    {
        PacketArrived { Packet: ConnAckPacket { SessionPresent: false } answer } => answer.ReturnCode is { } code ? (byte)code : (byte)answer.ReasonCode,
        // A broker that does not know the version may answer in the form of another one.
        MalformedArrived { Fault.Raw: { Length: >= 4 } raw } when IsOfOtherVersion(raw.Span, version) => raw.Span[3],
        _ => null,
    };

    private static bool IsOfOtherVersion(ReadOnlySpan<byte> answer, MqttVersion version) => version == MqttVersion.V5
        ? answer is [ConnAckFirstByte, 2, 0, >= 1 and <= 5]
        : answer is [ConnAckFirstByte, >= 3, 0, >= 0x80, ..];
}
