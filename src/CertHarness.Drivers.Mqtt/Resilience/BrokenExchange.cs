using System.Globalization;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Faults;
using CertHarness.Faults.LimitData;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>
/// Numbered messages over a link that breaks in the middle of exchanges, at another point each time: while a packet goes to the broker,
/// so that it is lost, and while the answer comes back, so that only the broker knows. The client comes back to its session and does what
/// the standard asks of it (clause 4.4).
/// </summary>
/// <param name="clients">The clients of the scenario.</param>
/// <param name="link">The link that breaks.</param>
/// <param name="breaks">How often.</param>
internal sealed class BrokenExchange(Clients clients, Proxy link, int breaks)
{
    private static readonly (int Packet, Direction Direction, int Bytes)[] Points =
    [
        (0, Direction.ToSut, 5),
        (0, Direction.FromSut, 1),
        (1, Direction.ToSut, 2),
        (1, Direction.FromSut, 1),
    ];

    /// <summary>A link that carries nothing does not break in the midst of it.</summary>
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(1);

    private InjectedFault? _fault;
    private int _broken;

    /// <summary>Publishes at QoS 2 from behind the link, whatever becomes of it.</summary>
    public async Task PublishAsync(Client client, string topic, int count, CancellationToken cancellationToken)
    {
        for (var n = 1; n <= count; n++)
        {
            var point = IsDue(n, count) ? Points[_broken++ % Points.Length] : default;
            await CompleteAsync(client, Message(topic, n, QualityOfService.ExactlyOnce) with { PacketId = client.Session.NextPacketId() }, point, cancellationToken);
        }
    }

    /// <summary>Publishes at QoS 1 to a subscriber behind the link.</summary>
    public async Task PublishToAsync(Client subscriber, MqttSession publisher, string topic, int count, CancellationToken cancellationToken)
    {
        for (var n = 1; n <= count; n++)
        {
            var breaks = IsDue(n, count);
            if (breaks)
            {
                var (_, direction, bytes) = Points[_broken++ % 2];
                // Here the broker is the sender.
                _fault = link.Inject(new LimitDataFault { Bytes = direction == Direction.ToSut ? bytes : 1 }, Direction.Both & ~direction);
            }

            await clients.Publishing.PublishAsync(publisher, Message(topic, n, QualityOfService.AtLeastOnce), cancellationToken);
            if (breaks)
                await ComeBackAsync(subscriber, cancellationToken);
        }
    }

    private bool IsDue(int n, int count) => n % Math.Max(1, count / breaks) == 0 && _broken < breaks;

    private async Task CompleteAsync(Client client, PublishPacket message, (int Packet, Direction Direction, int Bytes) point, CancellationToken cancellationToken)
    {
        var id = message.PacketId;
        var released = false;
        while (true)
        {
            try
            {
                if (!released)
                {
                    Break(point, 0);
                    await client.Session.SendAsync(message, cancellationToken);
                    await clients.Waiting.ExpectAsync(client.Session, $"PUBREC for packet identifier {id}", p => p.Packet is PubRecPacket a && a.PacketId == id, cancellationToken);
                    released = true;
                }

                Break(point, 1);
                await client.Session.SendAsync(new PubRelPacket { PacketId = id }, cancellationToken);
                await clients.Waiting.ExpectAsync(client.Session, $"PUBCOMP for packet identifier {id}", p => p.Packet is PubCompPacket a && a.PacketId == id, cancellationToken);
                return;
            }
            catch (ExpectationNotMetException) when (_fault is not null)
            {
                point = default;
                message = message with { Dup = true };
                if (!await ComeBackAsync(client, cancellationToken))
                {
                    // Without a session at the broker there is none at the client: the message begins anew, or is over.
                    message = message with { Dup = false };
                    if (released)
                        return;
                }
            }
        }
    }

    private void Break((int Packet, Direction Direction, int Bytes) point, int packet)
    {
        if (point.Bytes > 0 && point.Packet == packet)
            _fault = link.Inject(new LimitDataFault { Bytes = point.Bytes }, point.Direction);
    }

    /// <summary>Waits for the end of the connection and comes back.</summary>
    /// <returns>Whether the broker still has the session.</returns>
    private async Task<bool> ComeBackAsync(Client client, CancellationToken cancellationToken)
    {
        if (await clients.Waiting.EndAsync(client.Session, LongestQuiet, cancellationToken) is null)
            client.Session.Abort();
        _fault?.Remove();
        _fault = null;
        var session = await clients.ConnectedAsync(client, client.Settings!.Returning(cleanStart: false), cancellationToken);
        return session.Accepted!.SessionPresent;
    }

    private static PublishPacket Message(string topic, int number, QualityOfService qos) =>
        new() { Topic = topic, QoS = qos, Payload = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)) };
}
