using System.Runtime.InteropServices;
using CertHarness.Load.Recording;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>What has arrived at one subscriber. Written by its thread.</summary>
internal sealed class SubscriberBook(uint run, int payload, LatencyHistogram delay)
{
    private readonly Dictionary<int, SequenceTracker> _streams = [];

    private long _received;

    /// <summary>How many different messages of this run have arrived. May be read by any thread.</summary>
    public long Received => Volatile.Read(ref _received);

    public long Foreign { get; private set; }

    /// <summary>How many messages of this run had another length than they were sent with.</summary>
    public long Damaged { get; private set; }

    public IReadOnlyDictionary<int, SequenceTracker> Streams => _streams;

    public void Add(ReadOnlySpan<byte> message, long now)
    {
        if (!MessageStamp.TryRead(message, out var stamp) || stamp.Run != run)
        {
            Foreign++;
            return;
        }

        if (message.Length != payload)
        {
            Damaged++;
            return;
        }

        ref var stream = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, stamp.Stream, out _);
        stream ??= new SequenceTracker();
        if (!stream.Add(stamp.Number))
            return;
        delay.Record(now - stamp.Intended);
        Volatile.Write(ref _received, _received + 1);
    }
}
