using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Probing;

/// <summary>Introduces the harness in one version and puts the answer into words.</summary>
internal sealed class Introduction(Clients clients)
{
    /// <summary>Connects, asking for all that the broker might tell.</summary>
    /// <exception cref="SutUnavailableException">No connection came about.</exception>
    public async Task<IntroductionAnswer> TryAsync(MqttVersion version, CancellationToken cancellationToken)
    {
        var client = clients.Of($"probe{(int)version}");
        var settings = new ConnectSettings
        {
            Version = version,
            Properties = version == MqttVersion.V5
                ? new Properties { RequestResponseInformation = 1, SessionExpiryInterval = 1 }
                : Properties.None,
        };
        try
        {
            var answer = await clients.ConnectAsync(client, settings, cancellationToken);
            return Judge(client, answer);
        }
        catch (SutUnavailableException) when (client.Sessions.Count > 0)
        {
            return new IntroductionAnswer(client, $"{Where(client)} accepts connections and does not answer a CONNECT", MayBeVersion: false);
        }
    }

    private static IntroductionAnswer Judge(Client client, SessionEvent answer)
    {
        if (client.Session.Accepted is not null)
        {
            return new IntroductionAnswer(client, null, false);
        }

        return answer switch
        {
            PacketArrived { Packet: ConnAckPacket refusal } => new(client, $"{Where(client)} refuses: {refusal}", IsAboutVersion(refusal)),
            MalformedArrived { Fault.Raw: { Length: >= 4 } raw } when raw.Span[0] == 0x20 =>
                new(client, $"{Where(client)} refuses: CONNACK with 0x{raw.Span[3]:X2}", true),
            MalformedArrived or PacketArrived => new(client, $"{Where(client)} does not answer in MQTT: {Show(client.Session.Beginning.Span)}", false),
            ConnectionGivenUp givenUp => new(client, $"{Where(client)}: {givenUp.Reason}", false),
            _ => new(client, $"{Where(client)} accepts connections and closes them when it receives a CONNECT", client.Session.Beginning.IsEmpty),
        };
    }

    private static bool IsAboutVersion(ConnAckPacket refusal) =>
        refusal.ReturnCode == ConnectReturnCode.UnacceptableProtocolVersion || refusal.ReasonCode == ReasonCode.UnsupportedProtocolVersion;

    private static string Where(Client client) => client.Session.Peer;

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.ASCII.GetString(bytes);
        return text.All(c => c is >= ' ' and <= '~' or '\r' or '\n')
            ? $"it sent \"{text.Split('\r', '\n')[0]}\""
            : $"it sent {Convert.ToHexString(bytes)}";
    }
}

/// <summary>How the SUT answered an introduction.</summary>
/// <param name="Client">Who introduced itself.</param>
/// <param name="Problem">Why no conversation came about, or null where one did.</param>
/// <param name="MayBeVersion">Whether the version alone may be the reason.</param>
internal sealed record IntroductionAnswer(Client Client, string? Problem, bool MayBeVersion);
