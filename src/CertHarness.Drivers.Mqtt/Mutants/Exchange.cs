using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>One connection through a proxy, as changes see it: what was said on it so far, and the means to say more.</summary>
/// <param name="connection">The connection.</param>
/// <param name="traffic">All connections of the same SUT.</param>
internal sealed class Exchange(IProxiedConnection connection, Traffic traffic)
{
    private readonly long _begun = traffic.Time.GetTimestamp();
    private readonly List<MqttPacket> _asked = [];
    private readonly List<MqttPacket> _told = [];
    private readonly HashSet<Side> _finished = [];

    /// <summary>The version that the client speaks.</summary>
    public MqttVersion Version { get; private set; } = traffic.Version;

    /// <summary>How the client introduced itself; null while it has not.</summary>
    public ConnectPacket? Connect { get; private set; }

    /// <summary>The CONNACK by which the server let the client in; null while it has not.</summary>
    public ConnAckPacket? Accepted { get; private set; }

    /// <summary>The client's identifier, chosen or assigned.</summary>
    public string ClientId => Accepted?.Properties.AssignedClientIdentifier ?? Connect?.ClientId ?? "";

    /// <summary>Whether the server went on with an earlier session.</summary>
    public bool Resumed => Accepted is { SessionPresent: true };

    /// <summary>What the client sent, in order.</summary>
    public IReadOnlyList<MqttPacket> Asked => _asked;

    /// <summary>What the server sent, in order.</summary>
    public IReadOnlyList<MqttPacket> Told => _told;

    /// <summary>The other connections, ended ones too.</summary>
    public IEnumerable<Exchange> Others => traffic.Exchanges.Where(e => e != this);

    /// <summary>The last connection that the same client had before.</summary>
    public Exchange? Earlier => traffic.Exchanges.TakeWhile(e => e != this).LastOrDefault(e => e.ClientId == ClientId);

    /// <summary>Another client with a subscription that this one has too, or null.</summary>
    public Exchange? Sharer => Others.LastOrDefault(o => o.ClientId != ClientId && o.Filters.Intersect(Filters).Any());

    /// <summary>How many connections were opened before this one.</summary>
    public int Number => traffic.Exchanges.TakeWhile(e => e != this).Count();

    /// <summary>Whether the client sent bytes that are no packet.</summary>
    public bool Broken { get; private set; }

    /// <summary>How long ago it was opened.</summary>
    public TimeSpan Age => traffic.Time.GetElapsedTime(_begun);

    /// <summary>The filters for which the client subscribed.</summary>
    public IEnumerable<string> Filters => _asked.OfType<SubscribePacket>().SelectMany(s => s.Subscriptions).Select(s => s.Filter);

    /// <summary>Messages that the client was sent and has answered with nothing.</summary>
    public IEnumerable<PublishPacket> Unanswered => _told.OfType<PublishPacket>().Where(
        m => m.PacketId > 0 && !_asked.Any(a => a is PubAckPacket p && p.PacketId == m.PacketId) && !_asked.Any(a => a is PubRecPacket r && r.PacketId == m.PacketId));

    /// <summary>Sends packets to the client.</summary>
    public void ToClient(params IEnumerable<MqttPacket> packets) => Send(Side.Harness, packets);

    /// <summary>Sends packets to the server.</summary>
    public void ToServer(params IEnumerable<MqttPacket> packets) => Send(Side.Sut, packets);

    /// <summary>Sends bytes to a side.</summary>
    public void Send(Side to, ReadOnlyMemory<byte> bytes) =>
        traffic.Later(token => connection.SendAsync(to, bytes, token));

    /// <summary>What is sent next, from the same side, goes out later.</summary>
    /// <param name="delay">How much later.</param>
    public void Wait(TimeSpan delay) => traffic.Later(token => new ValueTask(Task.Delay(delay, traffic.Time, token)));

    /// <summary>Ends the connection in the server's stead.</summary>
    public void Close()
    {
        Finish(Side.Harness);
        Finish(Side.Sut);
    }

    /// <summary>Ends what is sent to a side.</summary>
    public void Finish(Side to)
    {
        if (_finished.Add(to))
        {
            traffic.Later(_ =>
            {
                connection.Finish(to);
                return ValueTask.CompletedTask;
            });
        }
    }

    /// <summary>Remembers what passed.</summary>
    public void Note(Frame frame)
    {
        if (frame.OfClient && frame.Type == PacketType.Connect && Enum.IsDefined((MqttVersion)frame.ProtocolLevel))
            Version = (MqttVersion)frame.ProtocolLevel;

        Broken |= frame is { OfClient: true, Fault: not null };
        if (frame.Packet is not { } packet)
            return;

        (frame.OfClient ? _asked : _told).Add(packet);
        Connect ??= packet as ConnectPacket;
        Accepted ??= packet is ConnAckPacket { ReasonCode: ReasonCode.Success } accepted ? accepted : null;
    }

    private void Send(Side to, IEnumerable<MqttPacket> packets)
    {
        foreach (var packet in packets)
            Send(to, PacketEncoder.Encode(packet, Version));
    }
}
