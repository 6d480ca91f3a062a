using System.Security.Cryptography;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Authentication;

/// <summary>Leads a client through an exchange of AUTH packets (MQTT 5.0, clause 4.12).</summary>
internal sealed class EnhancedAuthentication(Clients clients, Client client, Ixit ixit)
{
    private readonly ScramClient _scram = new(
        Method(ixit),
        ixit.Username ?? throw new SutUnavailableException("the IXIT names no user name for the enhanced authentication"),
        ixit.Password ?? throw new SutUnavailableException("the IXIT names no password for the enhanced authentication"),
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)));

    /// <summary>The method that the IXIT names.</summary>
    /// <exception cref="SutUnavailableException">It names none.</exception>
    public static string Method(Ixit ixit) =>
        ixit.AuthenticationMethod ?? throw new SutUnavailableException("the IXIT names no method of enhanced authentication (authentication-method)");

    /// <summary>Introduces the client with a CONNECT that begins an exchange. Its answer is not judged.</summary>
    public Task<SessionEvent> ConnectAsync(ConnectSettings settings, CancellationToken cancellationToken)
    {
        // Who proves a password need not show it.
        client.Login = Login.None;
        return clients.ConnectAsync(client, settings with { Properties = With(settings.Properties, _scram.First) }, cancellationToken);
    }

    /// <summary>Begins an exchange on a connection that was accepted (clause 4.12.1).</summary>
    public Task BeginAgainAsync(CancellationToken cancellationToken) => client.Session.SendAsync(
        new AuthPacket { ReasonCode = ReasonCode.ReAuthenticate, Properties = With(Properties.None, _scram.First) }, cancellationToken);

    /// <summary>Answers the broker's challenge with a proof that is right.</summary>
    /// <returns>What the broker says to that, or how it ends the connection.</returns>
    public async Task<SessionEvent> AnswerAsync(CancellationToken cancellationToken)
    {
        var session = client.Session;
        var final = await FinalAsync(cancellationToken);
        var begun = clients.Waiting.Now;
        await SendAsync(final, cancellationToken);
        var said = await clients.Waiting.PollAsync(
            session.Events, () => (SessionEvent?)session.Events.Take<PacketArrived>(IsAnswer) ?? session.Events.Obstacle, clients.Waiting.Timeout, cancellationToken);
        if (said is null)
        {
            clients.Waiting.RefuseIfStarved(begun, $"while {session.Name} waited for the end of an authentication");
            throw new SutUnavailableException(
                $"{session.Name}: an AUTH was not answered within {Waiting.Seconds(clients.Waiting.Timeout)} ({session.LastFrame})");
        }

        if (said is PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.Success } accepted })
        {
            session.Accepted = accepted;
        }

        return said;
    }

    /// <summary>Answers the broker's challenge with a proof that is wrong. What the broker does then is for who asked for it.</summary>
    public async Task AnswerWronglyAsync(CancellationToken cancellationToken) =>
        await SendAsync(Wrong(await FinalAsync(cancellationToken)), cancellationToken);

    private static bool IsAnswer(PacketArrived arrived) => arrived.Packet is AuthPacket or ConnAckPacket or DisconnectPacket;

    private async Task<string> FinalAsync(CancellationToken cancellationToken)
    {
        var challenge = await clients.Waiting.ExpectAsync(client.Session, "AUTH with 0x18", p => p.Packet is AuthPacket, cancellationToken);
        var data = ((AuthPacket)challenge.Packet).Properties.AuthenticationData ?? default;
        try
        {
            return _scram.Final(Encoding.UTF8.GetString(data.Span));
        }
        catch (FormatException problem)
        {
            throw new ExpectationNotMetException("a challenge of the authentication method", problem.Message, challenge.Where);
        }
    }

    private Task SendAsync(string final, CancellationToken cancellationToken) => client.Session.SendAsync(
        new AuthPacket { ReasonCode = ReasonCode.ContinueAuthentication, Properties = With(Properties.None, final) }, cancellationToken);

    // One bit of the proof is another.
    private static string Wrong(string final)
    {
        var at = final.LastIndexOf("p=", StringComparison.Ordinal) + 2;
        var proof = Convert.FromBase64String(final[at..]);
        proof[0] ^= 1;
        return final[..at] + Convert.ToBase64String(proof);
    }

    private Properties With(Properties properties, string data) => properties with
    {
        AuthenticationMethod = Method(ixit),
        AuthenticationData = Encoding.UTF8.GetBytes(data),
    };
}
