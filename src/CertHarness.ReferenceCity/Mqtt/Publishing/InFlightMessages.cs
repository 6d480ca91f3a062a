namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>A message that was sent and is not acknowledged to its end.</summary>
internal sealed record InFlightMessage(ushort PacketId, Delivery Delivery)
{
    /// <summary>Whether the client has it (PUBREC) and only the PUBCOMP is missing.</summary>
    public bool Released { get; set; }

    // Packet identifiers are used again: only the very same message counts.
    public bool Equals(InFlightMessage? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => PacketId;
}

/// <summary>The messages under way, in the order in which they were sent first.</summary>
internal sealed class InFlightMessages
{
    private readonly LinkedList<InFlightMessage> _order = [];
    private readonly Dictionary<ushort, LinkedListNode<InFlightMessage>> _byId = [];
    private ushort _lastId;

    public IEnumerable<InFlightMessage> InOrder => _order;

    public bool HasRoom => _byId.Count < ushort.MaxValue;

    public InFlightMessage? Find(ushort packetId) => _byId.GetValueOrDefault(packetId)?.Value;

    public InFlightMessage Add(Delivery delivery)
    {
        var message = new InFlightMessage(UnusedId(), delivery);
        _byId[message.PacketId] = _order.AddLast(message);
        return message;
    }

    public void Clear()
    {
        _byId.Clear();
        _order.Clear();
    }

    public void Remove(InFlightMessage message)
    {
        if (_byId.Remove(message.PacketId, out var node))
            _order.Remove(node);
    }

    /// <summary>MQTT5-2.2.1-4: not 0 and not in use.</summary>
    private ushort UnusedId()
    {
        do
            _lastId++;
        while (_lastId == 0 || _byId.ContainsKey(_lastId));
        return _lastId;
    }
}
