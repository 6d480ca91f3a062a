using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>
/// Counts the device's messages at QoS 1 and 2 that are under way (MQTT 5.0, clause 4.9). An acknowledgement counts from when it is
/// sent: what the device sent before it got that is judged mildly.
/// </summary>
internal sealed class Unacknowledged
{
    private readonly Lock _gate = new();
    private readonly HashSet<ushort> _open = [];

    /// <summary>The most at a time so far.</summary>
    public int Most { get; private set; }

    /// <summary>A packet was received or is about to be sent.</summary>
    public void Note(MqttPacket packet)
    {
        lock (_gate)
        {
            switch (packet)
            {
                case PublishPacket { QoS: not QualityOfService.AtMostOnce } publish:
                    _open.Add(publish.PacketId);
                    Most = Math.Max(Most, _open.Count);
                    break;
                case PubAckPacket ack:
                    _open.Remove(ack.PacketId);
                    break;
                case PubCompPacket ack:
                    _open.Remove(ack.PacketId);
                    break;
                case PubRecPacket { ReasonCode: >= ReasonCode.UnspecifiedError } refusal:
                    _open.Remove(refusal.PacketId);
                    break;
                default:
                    break;
            }
        }
    }
}
