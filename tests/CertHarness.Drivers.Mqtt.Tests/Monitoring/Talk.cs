using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;

namespace CertHarness.Drivers.Mqtt.Tests.Monitoring;

/// <summary>A conversation packet by packet, watched as a session's is, without a network.</summary>
/// <param name="version">The version.</param>
/// <param name="sut">Whose packets are judged.</param>
/// <param name="mirrored">Whether client and server change places in all that follows <see cref="Connected"/>.</param>
/// <param name="isFirst">Whether a client had no connection before.</param>
internal sealed class Talk(MqttVersion version, Role sut, bool mirrored = false, bool isFirst = true)
{
    private readonly PacketWatch _watch = new(version, sut, isFirst);
    private readonly PacketDecoder _ofClient = new(PacketReceiver.Server);
    private readonly PacketDecoder _ofServer = new(PacketReceiver.Client);
    private bool _connected;

    public MonitorRecord Seen => _watch.Seen;

    /// <summary>The client is accepted with a new session.</summary>
    public Talk Connected(Properties? client = null, Properties? server = null, string clientId = "lamp")
    {
        var (asked, granted) = mirrored ? (server, client) : (client, server);
        Client(new ConnectPacket { ClientId = clientId, Properties = asked ?? Properties.None })
            .Server(new ConnAckPacket { Properties = granted ?? Properties.None });
        // A broker that sends what nobody subscribed to breaks the protocol.
        if (mirrored)
            Heard().Subscribe(QualityOfService.ExactlyOnce, "#", null);
        _connected = true;
        return this;
    }

    /// <summary>The client shows that it has read the CONNACK: its second PINGREQ follows the answer to the first.</summary>
    public Talk Heard() => Client(new PingReqPacket()).Server(new PingRespPacket()).Client(new PingReqPacket()).Server(new PingRespPacket());

    /// <summary>The client subscribes to everything.</summary>
    public Talk Subscribed(QualityOfService qos = QualityOfService.ExactlyOnce, string filter = "#", uint? identifier = null) =>
        mirrored ? this : Subscribe(qos, filter, identifier);

    public Talk Client(MqttPacket packet) => Send(Role.Client, PacketEncoder.Encode(packet, version));

    public Talk Server(MqttPacket packet) => Send(Role.Server, PacketEncoder.Encode(packet, version));

    public Talk ClientBytes(string hex) => Send(Role.Client, Convert.FromHexString(hex.Replace(" ", "")));

    public Talk ServerBytes(string hex) => Send(Role.Server, Convert.FromHexString(hex.Replace(" ", "")));

    private Talk Subscribe(QualityOfService qos, string filter, uint? identifier) => this
        .Client(new SubscribePacket
        {
            PacketId = 1,
            Subscriptions = [new TopicSubscription(filter, qos)],
            Properties = identifier is { } id ? new Properties { SubscriptionIdentifiers = [id] } : Properties.None,
        })
        .Server(new SubAckPacket { PacketId = 1, ReasonCodes = [(ReasonCode)qos] });

    private Talk Send(Role by, byte[] bytes)
    {
        var sender = mirrored && _connected ? (by == Role.Server ? Role.Client : Role.Server) : by;
        if (sender != sut)
        {
            _watch.Sent(bytes);
            return this;
        }

        try
        {
            _watch.Received((sut == Role.Server ? _ofServer : _ofClient).Decode(bytes, version), bytes, "frame 7 of lamp");
        }
        catch (MalformedPacketException fault)
        {
            _watch.Received(fault, "frame 7 of lamp");
        }

        return this;
    }
}
