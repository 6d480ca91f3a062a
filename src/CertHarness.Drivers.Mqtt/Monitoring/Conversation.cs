using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>What the two sides of one connection have said to each other so far.</summary>
/// <param name="version">The version that the client means to speak.</param>
/// <param name="sut">Whose packets are judged.</param>
/// <param name="isFirst">Whether the client has had no connection before from which it may have something left.</param>
internal sealed class Conversation(MqttVersion version, Role sut, bool isFirst)
{
    private readonly Dictionary<(Role, ushort), string> _aliases = [];
    private readonly Dictionary<ushort, SubscribePacket> _subscribes = [];
    private readonly Dictionary<ushort, UnsubscribePacket> _unsubscribes = [];
    private readonly Deliveries _fromServer = new();
    private readonly Deliveries _fromClient = new();
    private bool _serverLeft;
    private bool _clientLeft;
    private bool _clientReads;
    private int _pongs;

    /// <summary>The version.</summary>
    public MqttVersion Version => version;

    /// <summary>The first CONNECT, or null.</summary>
    public ConnectPacket? Connect { get; private set; }

    /// <summary>The CONNACK that accepted the client, or null.</summary>
    public ConnAckPacket? Accepted { get; private set; }

    /// <summary>How many CONNACK packets there were.</summary>
    public int ConnAcks { get; private set; }

    /// <summary>Whether the harness has broken the protocol: what the SUT then owes is another question than what it owes otherwise.</summary>
    public bool IsIrregular { get; set; }

    /// <summary>Whether all that this session is can be known from this connection.</summary>
    /// <remarks>A server says whether it has a session left. What a client has left it does not say.</remarks>
    public bool IsKnown => !IsIrregular && Accepted is { SessionPresent: false } && (sut == Role.Server || (isFirst && Connect is { CleanStart: true }));

    /// <summary>What the client has ever subscribed to.</summary>
    public Subscriptions Subscriptions { get; } = new();

    /// <summary>The messages at QoS 1 and 2 that a side sent.</summary>
    public Deliveries Sent(Role sender) => sender == Role.Server ? _fromServer : _fromClient;

    /// <summary>What a side said about itself when it introduced itself, or null as long as the other side may not know it.</summary>
    public Properties? LimitsOf(Role side) => side == Role.Client ? Connect?.Properties : _clientReads ? Accepted?.Properties : null;

    /// <summary>Whether a side has sent DISCONNECT.</summary>
    public bool HasLeft(Role side) => side == Role.Server ? _serverLeft : _clientLeft;

    /// <summary>The SUBSCRIBE of a packet identifier that is not answered yet, or null.</summary>
    public SubscribePacket? Subscribe(ushort id) => _subscribes.GetValueOrDefault(id);

    /// <summary>The UNSUBSCRIBE of a packet identifier that is not answered yet, or null.</summary>
    public UnsubscribePacket? Unsubscribe(ushort id) => _unsubscribes.GetValueOrDefault(id);

    /// <summary>Whether nothing of the client waits for an answer under a packet identifier.</summary>
    public bool IsUnused(ushort id) => Sent(Role.Client).Of(id) is null && Subscribe(id) is null && Unsubscribe(id) is null;

    /// <summary>The topic name of a message, that of its alias where it has none; null where the alias stands for nothing.</summary>
    public string? TopicOf(PublishPacket message, Role sender) =>
        message.Topic.Length > 0 ? message.Topic
        : message.Properties.TopicAlias is { } alias ? _aliases.GetValueOrDefault((sender, alias))
        : null;

    /// <summary>The other side.</summary>
    public static Role Other(Role side) => side == Role.Server ? Role.Client : Role.Server;

    /// <summary>Takes in the next packet.</summary>
    public void Take(MqttPacket packet, Role sender)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                Connect ??= connect;
                break;
            case ConnAckPacket answer:
                ConnAcks++;
                Accepted ??= answer.ReasonCode == ReasonCode.Success ? answer : null;
                break;
            case PublishPacket message:
                TakeMessage(message, sender);
                break;
            case PubRelPacket release:
                Sent(sender).Released(release.PacketId);
                break;
            case PubAckPacket or PubRecPacket or PubCompPacket:
                Sent(Other(sender)).Answered(packet);
                break;
            case DisconnectPacket:
                _serverLeft |= sender == Role.Server;
                _clientLeft |= sender == Role.Client;
                break;
            case PingRespPacket:
                _pongs++;
                break;
            default:
                TakeRequest(packet);
                break;
        }

        _clientReads |= Accepted is not null && sut == Role.Server;
    }

    /// <summary>Takes in what the next packet tells by its type alone, before it is judged.</summary>
    public void Meet(MqttPacket packet, Role sender) =>
        _clientReads |= Accepted is not null && sender == Role.Client && IsAnAnswer(packet);

    // MQTT 5.0, 3.1.4: a client need not wait for CONNACK, and does not know the limits before it has read it. That a device has is
    // known by what it answers; the harness knows it as soon as it arrives.
    private bool IsAnAnswer(MqttPacket packet) => packet switch
    {
        PubAckPacket or PubRecPacket or PubCompPacket => true,
        PubRelPacket => IsKnown,
        PingReqPacket => _pongs > 0,
        _ => false,
    };

    private void TakeMessage(PublishPacket message, Role sender)
    {
        if (message.QoS != QualityOfService.AtMostOnce)
            Sent(sender).Sent(message);
        if (message is { Topic.Length: > 0, Properties.TopicAlias: { } alias })
            _aliases[(sender, alias)] = message.Topic;
    }

    private void TakeRequest(MqttPacket packet)
    {
        switch (packet)
        {
            case SubscribePacket request:
                _subscribes[request.PacketId] = request;
                Subscriptions.Asked(request);
                break;
            case SubAckPacket answer when _subscribes.Remove(answer.PacketId, out var request):
                Subscriptions.Answered(request, answer);
                break;
            case UnsubscribePacket request:
                _unsubscribes[request.PacketId] = request;
                break;
            case UnsubAckPacket answer:
                _unsubscribes.Remove(answer.PacketId);
                break;
        }
    }
}
