using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>The devices of one generator, and the books from which loss, duplicates, order and delay are told.</summary>
internal sealed class MqttFleet : ILoadFleet
{
    // Only letters and digits: no broker has to take more (MQTT5-3.1.3-5, MQTT3-3.1.3-5).
    private const char ClientIdMark = 'd';

    private readonly Lock _gate = new();
    private readonly Dictionary<EventLoop, LatencyHistogram> _delays = [];
    private readonly List<SubscriberBook> _subscribers = [];
    private readonly PublisherBook[][] _publishers;
    private readonly byte[]?[] _commonHeads = new byte[3][];

    public MqttFleet(LoadTarget target, MqttLoadOptions options)
    {
        (Target, Options) = (target, options);
        Layering = FleetLayers.Of(target);
        Run = unchecked((uint)(target.Seed ^ (target.Seed >> 32)));
        _publishers = new PublisherBook[target.Devices][];
        StreamsOfDevice = options.QoS is null ? 3 : 1;
    }

    public int Listeners => Options.Subscribers;

    public LoadTarget Target { get; }

    public MqttLoadOptions Options { get; }

    /// <summary>What devices speak below MQTT; null for TCP in the clear.</summary>
    public Layering? Layering { get; }

    /// <summary>A larger packet than this answers nothing that was sent.</summary>
    public int LargestPacket => Options.Payload + (1 << 20);

    /// <summary>Tells messages of this run from others.</summary>
    public uint Run { get; }

    /// <summary>How many streams of messages a device sends: one for each QoS that it uses.</summary>
    public int StreamsOfDevice { get; }

    public bool IsSettled => Listeners == 0 || Arrived() >= Owed();

    public ILoadClient CreateClient(int number, EventLoop loop, ILoadSlot slot)
    {
        loop.ReserveScratch(Options.Payload + ushort.MaxValue + 16);
        if (number < Target.Devices)
            return new MqttDevice(this, number, loop, slot) { Publisher = _publishers[number] = NewBooks() };
        lock (_gate)
        {
            if (!_delays.TryGetValue(loop, out var delay))
                _delays.Add(loop, delay = new LatencyHistogram());
            var book = new SubscriberBook(Run, Options.Payload, delay);
            _subscribers.Add(book);
            return new MqttDevice(this, number, loop, slot) { Subscriber = book };
        }
    }

    public byte[] ConnectOf(int number) => PacketEncoder.Encode(
        new ConnectPacket
        {
            ClientId = $"{Options.ClientId}{ClientIdMark}{number}",
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

    /// <summary>The stream of a device.</summary>
    /// <param name="number">The device.</param>
    /// <param name="index">Which of its streams, from 0.</param>
    public int StreamOf(int number, int index) => (number * StreamsOfDevice) + index;

    public DeliveryReport? Deliveries()
    {
        if (Listeners == 0)
            return null;
        var delay = new LatencyHistogram();
        foreach (var part in _delays.Values)
            delay.Add(part);
        var publishers = Matching().ToList();
        var classes = Enumerable.Range(0, StreamsOfDevice).GroupBy(PromiseOf, (promise, indexes) => Of(promise, [.. indexes], publishers));
        return new DeliveryReport([.. classes], _subscribers.Sum(subscriber => subscriber.Foreign), _subscribers.Sum(subscriber => subscriber.Damaged), delay);
    }

    private DeliveryClass Of(DeliveryPromise promise, IReadOnlyCollection<int> indexes, List<int> publishers)
    {
        var streams = _subscribers.SelectMany(subscriber => subscriber.Streams).Where(stream => indexes.Contains(stream.Key % StreamsOfDevice)).Select(stream => stream.Value).ToList();
        return new(
            promise,
            publishers.Sum(number => indexes.Sum(index => _publishers[number][index].Owed)) * _subscribers.Count,
            streams.Sum(stream => stream.Received),
            _subscribers.Sum(subscriber => publishers.Sum(number => indexes.Sum(index => Lost(subscriber, number, index)))),
            streams.Sum(stream => stream.Duplicates),
            streams.Sum(stream => stream.OutOfOrder));
    }

    /// <summary>The lower of the QoS that messages are sent at and the one that they are subscribed to at (MQTT5-3.8.4-8, MQTT3-3.8.4-6).</summary>
    private DeliveryPromise PromiseOf(int index) => (DeliveryPromise)Math.Min((int)(Options.QoS ?? (QualityOfService)index), (int)Options.SubscriberQoS);

    private PublisherBook[] NewBooks()
    {
        var books = new PublisherBook[StreamsOfDevice];
        for (var index = 0; index < books.Length; index++)
            books[index] = new PublisherBook();
        return books;
    }

    private long Lost(SubscriberBook subscriber, int number, int index)
    {
        var book = _publishers[number][index];
        return subscriber.Streams.TryGetValue(StreamOf(number, index), out var stream) ? stream.Missing(book.Sent, book.Unsure) : book.Owed;
    }

    private IEnumerable<int> Matching()
    {
        TopicFilter.TryParse(Options.Filter, Options.Version, out var filter);
        return Enumerable.Range(0, _publishers.Length).Where(number => filter!.Matches(Options.TopicOf(number)));
    }

    private long Arrived() => _subscribers.Sum(subscriber => subscriber.Received);

    // Asked only when all iterations have ended: nobody writes in the books any more.
    private long Owed() => Matching().Sum(number => _publishers[number].Sum(book => book.Owed)) * _subscribers.Count;
}
