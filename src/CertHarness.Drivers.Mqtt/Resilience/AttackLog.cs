using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Sessions;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>Which packets of an attack were under way when, as far as that can still matter. Safe for many threads.</summary>
internal sealed class AttackLog
{
    private const int Kept = 512;
    private const int Shown = 64;

    /// <summary>What a packet did may show a little after its connection has ended.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(100);

    private readonly Queue<Entry> _recent = new(Kept);
    private readonly Lock _gate = new();

    /// <summary>How many packets were sent.</summary>
    public int Count { get; private set; }

    /// <summary>A packet is about to be sent.</summary>
    public Entry Begin(int number, long now)
    {
        var entry = new Entry(number, now);
        lock (_gate)
        {
            Count++;
            if (_recent.Count == Kept)
                _recent.Dequeue();
            _recent.Enqueue(entry);
        }

        return entry;
    }

    /// <summary>The numbers of the packets that were under way at a moment.</summary>
    /// <param name="ago">How long ago that was.</param>
    /// <param name="waiting">The clock.</param>
    public IReadOnlyList<int> UnderWay(TimeSpan ago, Waiting waiting)
    {
        lock (_gate)
        {
            return [.. _recent
                .Where(e => waiting.Since(e.Began) >= ago && (e.Ended is not { } ended || waiting.Since(ended) <= ago + Aftermath))
                .Select(e => e.Number)
                .Order()];
        }
    }

    /// <summary>The packets for the evidence: the suspects, or the last ones where nobody is suspected.</summary>
    public string Describe(MalformedTraffic traffic, int seed, IReadOnlyList<int> suspects)
    {
        lock (_gate)
        {
            var shown = suspects.Count > 0 ? suspects.Take(Shown) : _recent.TakeLast(Shown).Select(e => e.Number).Order();
            var heading = suspects.Count > 0 ? "Those under way when bystanders noticed that something is wrong" : "The last of them";
            return $"Attack with the seed {seed}: {Count} packets were sent. {heading}:\n{string.Join('\n', shown.Select(n => traffic[n].ToString()))}\n";
        }
    }

    /// <summary>A packet that was sent.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="began">When its connection was about to be opened, in the clock's timestamps.</param>
    public sealed class Entry(int number, long began)
    {
        public int Number { get; } = number;

        public long Began { get; } = began;

        /// <summary>When its connection had ended, or null.</summary>
        public long? Ended { get; set; }
    }
}
