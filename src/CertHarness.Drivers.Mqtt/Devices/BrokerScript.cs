using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>
/// How the broker that the harness plays behaves: as the standard asks, but for what a scenario changes. It says in each CONNACK of
/// MQTT 5.0 that it wants a sign of life every second: that is how a silent device shows that it lives.
/// </summary>
internal sealed class BrokerScript
{
    private readonly Lock _gate = new();
    private readonly HashSet<PacketType> _withheld = [];
    private readonly HashSet<string> _sessions = [];

    /// <summary>What a CONNACK of MQTT 5.0 says.</summary>
    public Properties Announced { get; set; } = new() { ServerKeepAlive = 1 };

    /// <summary>What every CONNACK says of a stored session; null for the truth.</summary>
    public bool? SessionPresent { get; set; }

    /// <summary>Whether packets are sent in pieces of one byte.</summary>
    public bool InSingleBytes { get; set; }

    /// <summary>Whether a client that names an authentication method is asked to go on.</summary>
    public bool AsksForAuthentication { get; set; }

    /// <summary>The code of each PUBACK and PUBREC.</summary>
    public ReasonCode MessageCode { get; set; } = ReasonCode.Success;

    /// <summary>From now on packets of this type are not sent by themselves.</summary>
    public void Withhold(PacketType type)
    {
        lock (_gate)
        {
            _withheld.Add(type);
        }
    }

    /// <summary>From now on nothing is withheld.</summary>
    public void ResumeAll()
    {
        lock (_gate)
        {
            _withheld.Clear();
        }
    }

    /// <summary>The packet that answers one received, or null where none is due or it is withheld.</summary>
    /// <param name="packet">What the device sent.</param>
    /// <param name="introduction">The CONNECT of the connection, or null before it.</param>
    /// <param name="assigned">The client identifier for a client that has none.</param>
    public MqttPacket? AnswerTo(MqttPacket packet, ConnectPacket? introduction, string assigned)
    {
        var answer = packet switch
        {
            ConnectPacket { Properties.AuthenticationMethod: { } method } when AsksForAuthentication => Ask(method),
            ConnectPacket connect => Accept(connect, assigned),
            AuthPacket { ReasonCode: ReasonCode.ContinueAuthentication } when introduction is not null => Accept(introduction, assigned),
            PublishPacket { QoS: QualityOfService.AtLeastOnce } publish => new PubAckPacket { PacketId = publish.PacketId, ReasonCode = MessageCode },
            PublishPacket { QoS: QualityOfService.ExactlyOnce } publish => new PubRecPacket { PacketId = publish.PacketId, ReasonCode = MessageCode },
            PubRecPacket received => new PubRelPacket { PacketId = received.PacketId },
            PubRelPacket release => new PubCompPacket { PacketId = release.PacketId },
            SubscribePacket subscribe => new SubAckPacket
            {
                PacketId = subscribe.PacketId,
                ReasonCodes = [.. subscribe.Subscriptions.Select(s => (ReasonCode)s.QoS)],
            },
            UnsubscribePacket unsubscribe => new UnsubAckPacket
            {
                PacketId = unsubscribe.PacketId,
                ReasonCodes = [.. unsubscribe.Filters.Select(_ => ReasonCode.Success)],
            },
            PingReqPacket => new PingRespPacket(),
            _ => default(MqttPacket),
        };
        lock (_gate)
        {
            return answer is null || _withheld.Contains(answer.Type) ? null : answer;
        }
    }

    private static AuthPacket Ask(string method) => new()
    {
        ReasonCode = ReasonCode.ContinueAuthentication,
        Properties = new Properties { AuthenticationMethod = method, AuthenticationData = "?"u8.ToArray() },
    };

    private ConnAckPacket Accept(ConnectPacket connect, string assigned)
    {
        bool present;
        lock (_gate)
        {
            present = SessionPresent ?? (!connect.CleanStart && _sessions.Contains(connect.ClientId));
            if (Lasts(connect))
                _sessions.Add(connect.ClientId);
            else
                _sessions.Remove(connect.ClientId);
        }

        return new ConnAckPacket
        {
            SessionPresent = present,
            Properties = Announced with
            {
                AssignedClientIdentifier = connect.ClientId.Length == 0 ? assigned : null,
                AuthenticationMethod = connect.Properties.AuthenticationMethod,
            },
        };
    }

    private static bool Lasts(ConnectPacket connect) => connect.ProtocolLevel == (byte)MqttVersion.V311
        ? !connect.CleanStart
        : connect.Properties.SessionExpiryInterval > 0;
}
