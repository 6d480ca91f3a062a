using System.Runtime.InteropServices;
using CertHarness.Load.Recording;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>What has arrived at one subscriber. Written by its thread.</summary>
internal sealed class SubscriberBook(uint run, LatencyHistogram delay)
{
    private readonly Dictionary<int, SequenceTracker> _streams = [];

    private long _received;

    /// <summary>How many different messages of this run have arrived. May be read by any thread.</summary>
    public long Received => Volatile.Read(ref _received);

    public long Foreign { get; private set; }

    public IReadOnlyDictionary<int, SequenceTracker> Streams => _streams;

    public void Add(ReadOnlySpan<byte> payload, long now)
    {
        if (!MessageStamp.TryRead(payload, out var stamp) || stamp.Run != run)
        {
            Foreign++;
            return;
        }

        ref var stream = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, stamp.Publisher, out _);
        stream ??= new SequenceTracker();
        if (!stream.Add(stamp.Number))
            return;
        delay.Record(now - stamp.Intended);
        Volatile.Write(ref _received, _received + 1);
    }
}
