using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>The devices of one generator, and the books from which loss, duplicates, order and delay are told.</summary>
internal sealed class MqttFleet : ILoadFleet
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EventLoop, LatencyHistogram> _delays = [];
    private readonly List<SubscriberBook> _subscribers = [];
    private readonly PublisherBook[] _publishers;
    private readonly byte[]?[] _commonHeads = new byte[3][];

    public MqttFleet(LoadTarget target, MqttLoadOptions options)
    {
        (Target, Options) = (target, options);
        Run = unchecked((uint)(target.Seed ^ (target.Seed >> 32)));
        _publishers = new PublisherBook[target.Devices];
    }

    public int Listeners => Options.Subscribers;

    public LoadTarget Target { get; }

    public MqttLoadOptions Options { get; }

    /// <summary>A larger packet than this answers nothing that was sent.</summary>
    public int LargestPacket => Options.Payload + (1 << 20);

    /// <summary>Tells messages of this run from others.</summary>
    public uint Run { get; }

    public bool IsSettled => Listeners == 0 || Arrived() >= Owed();

    public ILoadClient CreateClient(int number, EventLoop loop, ILoadSlot slot)
    {
        loop.ReserveScratch(Options.Payload + ushort.MaxValue + 16);
        if (number < Target.Devices)
            return new MqttDevice(this, number, loop, slot) { Publisher = _publishers[number] = new PublisherBook() };
        lock (_gate)
        {
            if (!_delays.TryGetValue(loop, out var delay))
                _delays.Add(loop, delay = new LatencyHistogram());
            var book = new SubscriberBook(Run, delay);
            _subscribers.Add(book);
            return new MqttDevice(this, number, loop, slot) { Subscriber = book };
        }
    }

    public byte[] ConnectOf(int number) => PacketEncoder.Encode(
        new ConnectPacket
        {
            ClientId = $"{Options.ClientId}-{number}",
            KeepAlive = Options.KeepAlive,
            Username = Options.User,
            Password = Options.Password,
        },
        Options.Version);

    public byte[] Subscribe() => PacketEncoder.Encode(
        new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription(Options.Filter, Options.SubscriberQoS)] },
        Options.Version);

    /// <summary>All of a PUBLISH but the payload, with the packet identifier still to be filled in. Shared where all devices publish to
    /// one topic.</summary>
    public byte[] HeadOf(int number, QualityOfService qos)
    {
        var isCommon = !Options.Topic.Contains(MqttLoadOptions.DevicePlace, StringComparison.Ordinal);
        if (isCommon && _commonHeads[(int)qos] is { } common)
            return common;
        var packet = new PublishPacket
        {
            Topic = Options.TopicOf(number),
            QoS = qos,
            Retain = Options.Retain,
            PacketId = 1,
            Payload = new byte[Options.Payload],
        };
        var head = PacketEncoder.Encode(packet, Options.Version)[..^Options.Payload];
        if (isCommon)
            _commonHeads[(int)qos] = head;
        return head;
    }

    /// <summary>How far before the end of the head the packet identifier lies: MQTT 5.0 has the length of the properties after it.</summary>
    public int PacketIdFromEnd => Options.Version == MqttVersion.V5 ? 3 : 2;

    public DeliveryReport? Deliveries()
    {
        if (Listeners == 0)
            return null;
        var matching = Enumerable.Range(0, _publishers.Length).Where(Matches).Select(number => (Number: number, Book: _publishers[number])).ToList();
        var delay = new LatencyHistogram();
        foreach (var part in _delays.Values)
            delay.Add(part);
        var streams = _subscribers.SelectMany(subscriber => subscriber.Streams.Values).ToList();
        return new DeliveryReport(
            matching.Sum(publisher => publisher.Book.Owed) * _subscribers.Count,
            _subscribers.Sum(subscriber => subscriber.Received),
            _subscribers.Sum(subscriber => matching.Sum(publisher => Lost(subscriber, publisher.Number, publisher.Book))),
            streams.Sum(stream => stream.Duplicates),
            streams.Sum(stream => stream.OutOfOrder),
            _subscribers.Sum(subscriber => subscriber.Foreign),
            delay);
    }

    private static long Lost(SubscriberBook subscriber, int number, PublisherBook book) =>
        subscriber.Streams.TryGetValue(number, out var stream) ? stream.Missing(book.Sent, book.Unsure) : book.Owed;

    private bool Matches(int number)
    {
        TopicFilter.TryParse(Options.Filter, Options.Version, out var filter);
        return filter!.Matches(Options.TopicOf(number));
    }

    private long Arrived() => _subscribers.Sum(subscriber => subscriber.Received);

    // Asked only when all iterations have ended: nobody writes in the books any more.
    private long Owed() => Enumerable.Range(0, _publishers.Length).Where(Matches).Sum(number => _publishers[number].Owed) * _subscribers.Count;
}
