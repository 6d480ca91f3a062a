using System.Globalization;
using System.Threading.Channels;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>Receives probes at QoS 1 and acknowledges them. Where the broker has forgotten its session, it subscribes anew.</summary>
/// <param name="topic">The topic on the wire.</param>
/// <param name="delivered">Is told the number of a probe that arrived.</param>
/// <param name="left">Is told of the end of a connection.</param>
internal sealed class WatchSubscriber(string topic, Action<int> delivered, Action left) : IWatchRole
{
    private const ushort SubscribeId = 1;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _granted;

    /// <summary>Completes once it was subscribed.</summary>
    public Task Ready => _ready.Task;

    public void Entered(ConnAckPacket accepted, ChannelWriter<MqttPacket> outgoing)
    {
        _granted &= accepted.SessionPresent;
        if (!_granted)
            outgoing.TryWrite(new SubscribePacket { PacketId = SubscribeId, Subscriptions = [new TopicSubscription(topic, QualityOfService.AtLeastOnce)] });
    }

    public void Received(MqttPacket packet, ChannelWriter<MqttPacket> outgoing)
    {
        switch (packet)
        {
            case SubAckPacket granted when granted.ReasonCodes.All(c => !c.IsFailure()):
                _granted = true;
                _ready.TrySetResult();
                break;
            case PublishPacket message:
                if (int.TryParse(message.Payload.Span, CultureInfo.InvariantCulture, out var number))
                    delivered(number);
                if (message.QoS == QualityOfService.AtLeastOnce)
                    outgoing.TryWrite(new PubAckPacket { PacketId = message.PacketId });
                break;
            default:
                break;
        }
    }

    public void Left(bool byHarness)
    {
        if (!byHarness)
            left();
    }
}
