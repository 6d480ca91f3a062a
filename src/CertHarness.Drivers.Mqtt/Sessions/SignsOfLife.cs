using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>
/// The packets by which a client keeps its connection alive. When they reach the broker is seen by their answers only: one that
/// was answered arrived no earlier than it was sent.
/// </summary>
/// <param name="session">The connection.</param>
/// <param name="keepAlive">After what silence the broker counts the client as failed, half of it again not included.</param>
internal sealed class SignsOfLife(MqttSession session, TimeSpan keepAlive)
{
    private const double Grace = 1.5;

    // The packets before these were answered too; the last of them is the first that counts.
    private readonly List<long> _sent = [session.LastSent];
    private readonly int _answersBefore = Answers(session);

    /// <summary>The next packet is about to be sent.</summary>
    /// <param name="now">Now, in the clock's timestamps.</param>
    public void Next(long now) => _sent.Add(now);

    /// <summary>A connection that ended proves nothing if the broker may have waited too long for the next packet.</summary>
    /// <exception cref="SutUnavailableException">It may.</exception>
    public void RefuseIfLate(Waiting waiting)
    {
        var arrived = Math.Min(Answers(session) - _answersBefore, _sent.Count - 1);
        if (session.Events.End is { } end && waiting.Since(_sent[arrived]) - waiting.Since(end.Timestamp) is var silence && silence >= keepAlive * Grace)
        {
            throw new SutUnavailableException(
                $"{session.Name}: was ended {Waiting.Seconds(silence)} after the last packet of which the broker showed that it had it; "
                + $"whether the next was late for the keep alive of {Waiting.Seconds(keepAlive)} is open ({end.Where})");
        }
    }

    private static int Answers(MqttSession session) => session.Events.Count<PacketArrived>(p => p.Packet is PingRespPacket or PubAckPacket);
}
