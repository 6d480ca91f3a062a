using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>What a client keeps of a session (MQTT 5.0, clause 4.1): its open messages in both directions.</summary>
internal sealed class DeviceSessionState
{
    private readonly List<(ushort Id, MqttPacket Packet)> _open = [];
    private readonly HashSet<ushort> _received = [];
    private ushort _lastId;

    /// <summary>Whether there is a session that a server may know.</summary>
    public bool Exists { get; set; }

    /// <summary>How many messages of the client are not acknowledged.</summary>
    public int Unacknowledged => _open.Count;

    /// <summary>A packet identifier that is not in use.</summary>
    public ushort NextId()
    {
        do
        {
            _lastId = (ushort)((_lastId % ushort.MaxValue) + 1);
        }
        while (_open.Exists(o => o.Id == _lastId));
        return _lastId;
    }

    /// <summary>A message was sent.</summary>
    public void Sent(PublishPacket message) => _open.Add((message.PacketId, message));

    /// <summary>A message was received at QoS 2.</summary>
    public void Received(ushort id) => _received.Add(id);

    /// <summary>A message was released: from then on its identifier marks a new one.</summary>
    /// <returns>Whether it was known.</returns>
    public bool Released(ushort id) => _received.Remove(id);

    /// <summary>A message was taken: what is open now is its release.</summary>
    public void Release(PubRelPacket release)
    {
        var at = _open.FindIndex(o => o.Id == release.PacketId);
        if (at >= 0)
            _open[at] = (release.PacketId, release);
    }

    /// <summary>A message is done with.</summary>
    public void Done(ushort id) => _open.RemoveAll(o => o.Id == id);

    /// <summary>What is to be sent again, in order.</summary>
    public IReadOnlyList<MqttPacket> Again() =>
        [.. _open.Select(o => o.Packet is PublishPacket message ? message with { Dup = true } : o.Packet)];

    /// <summary>The server has no such session: neither has the client any longer.</summary>
    public void Discard()
    {
        _open.Clear();
        _received.Clear();
        Exists = false;
    }
}
