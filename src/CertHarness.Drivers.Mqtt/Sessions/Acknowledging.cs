using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>How a client answers the messages it receives: as the standard asks, but for the packets that a scenario withholds.</summary>
internal sealed class Acknowledging
{
    private readonly HashSet<PacketType> _withheld = [];
    private readonly Lock _gate = new();

    /// <summary>From now on packets of this type are not sent by themselves.</summary>
    public void Withhold(PacketType type)
    {
        lock (_gate)
        {
            _withheld.Add(type);
        }
    }

    /// <summary>Whether anything is withheld, so that the broker may hold messages back.</summary>
    public bool Withholds
    {
        get
        {
            lock (_gate)
            {
                return _withheld.Count > 0;
            }
        }
    }

    /// <summary>The packet that answers one received, or null where none is due or it is withheld.</summary>
    public MqttPacket? AnswerTo(MqttPacket packet)
    {
        MqttPacket? answer = packet switch
        {
            PublishPacket { QoS: QualityOfService.AtLeastOnce } publish => new PubAckPacket { PacketId = publish.PacketId },
            PublishPacket { QoS: QualityOfService.ExactlyOnce } publish => new PubRecPacket { PacketId = publish.PacketId },
            PubRelPacket release => new PubCompPacket { PacketId = release.PacketId },
            _ => null,
        };
        lock (_gate)
        {
            return answer is null || _withheld.Contains(answer.Type) ? null : answer;
        }
    }
}
