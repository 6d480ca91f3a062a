using System.Globalization;
using System.Text;
using System.Threading.Channels;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>
/// Sends probes at QoS 1. One that is due while there is no connection is not sent at all; one that the broker has not acknowledged
/// when the connection ends is sent again in the same session (MQTT5-4.4.0-1, MQTT3-4.4.0-1).
/// </summary>
/// <param name="topic">The topic on the wire.</param>
/// <param name="acknowledged">Is told the number of a probe that the broker took charge of.</param>
/// <param name="left">Is told of the end of a connection.</param>
internal sealed class WatchPublisher(string topic, Action<int> acknowledged, Action left) : IWatchRole
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, PublishPacket> _underWay = [];
    private readonly Queue<int> _waiting = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChannelWriter<MqttPacket>? _outgoing;
    private int _quota;
    private ushort _lastId;

    /// <summary>Completes once it was connected.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Sends a probe now, as soon as the broker's Receive Maximum allows, or, without a connection, never.</summary>
    public void Offer(int number)
    {
        lock (_gate)
        {
            if (_outgoing is null)
                return;
            _waiting.Enqueue(number);
            Continue();
        }
    }

    public void Entered(ConnAckPacket accepted, ChannelWriter<MqttPacket> outgoing)
    {
        lock (_gate)
        {
            // MQTT5-3.2.2-5: without a session at the broker there is none at the client.
            if (!accepted.SessionPresent)
                _underWay.Clear();
            _outgoing = outgoing;
            _quota = accepted.Properties.ReceiveMaximum ?? ushort.MaxValue;
            foreach (var packet in _underWay.Values)
                outgoing.TryWrite(packet with { Dup = true });
        }

        _ready.TrySetResult();
    }

    public void Received(MqttPacket packet, ChannelWriter<MqttPacket> outgoing)
    {
        if (packet is not PubAckPacket answer)
            return;
        lock (_gate)
        {
            var (number, sent) = _underWay.FirstOrDefault(p => p.Value.PacketId == answer.PacketId);
            if (sent is null)
                return;
            _underWay.Remove(number);
            if (!answer.ReasonCode.IsFailure())
                acknowledged(number);
            Continue();
        }
    }

    public void Left(bool byHarness)
    {
        lock (_gate)
        {
            _outgoing = null;
            _waiting.Clear();
        }

        if (!byHarness)
            left();
    }

    private void Continue()
    {
        while (_underWay.Count < _quota && _waiting.TryDequeue(out var number))
        {
            var packet = new PublishPacket
            {
                Topic = topic,
                QoS = QualityOfService.AtLeastOnce,
                PacketId = NextId(),
                Payload = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
            };
            _underWay.Add(number, packet);
            _outgoing!.TryWrite(packet);
        }
    }

    private ushort NextId()
    {
        do
            _lastId++;
        while (_lastId == 0 || _underWay.Values.Any(p => p.PacketId == _lastId));
        return _lastId;
    }
}
