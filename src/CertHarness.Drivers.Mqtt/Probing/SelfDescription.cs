using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Probing;

/// <summary>Asks a broker what it is: many keep that, retained, under <c>$SYS/broker/version</c>, which no standard knows.</summary>
internal sealed class SelfDescription(Clients clients, Client client)
{
    private const string Topic = "$SYS/broker/version";
    private const int Longest = 100;

    /// <summary>What the broker says it is, such as "mosquitto version 2.0.11", or null where it does not tell.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await clients.Subscribing.TryAsync(client, [new TopicSubscription(Topic)], Properties.None, cancellationToken);
            if (!answer.Granted)
            {
                return null;
            }

            await clients.Waiting.ExpectAliveAsync(client.Session, $"a subscription to {Topic} was granted", cancellationToken);
            var said = client.Session.Events.Take<PacketArrived>(p => p.Packet is PublishPacket { Topic: Topic });
            return said is null ? null : Readable(((PublishPacket)said.Packet).Payload.Span);
        }
        catch (Exception e) when (e is ExpectationNotMetException or SutUnavailableException)
        {
            // A broker that ends the connection or falls silent over this question has not answered it; nobody is obliged to.
            return null;
        }
    }

    private static string? Readable(ReadOnlySpan<byte> payload)
    {
        var text = string.Concat(Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, Longest)]).Where(c => !char.IsControl(c))).Trim();
        return text.Length == 0 ? null : text;
    }
}
