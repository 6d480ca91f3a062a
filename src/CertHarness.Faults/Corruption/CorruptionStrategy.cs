using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Corruption;

internal sealed class CorruptionStrategy : FaultStrategy
{
    private readonly double _rate;
    private readonly Random _random;
    private long _untilNext;

    public CorruptionStrategy(CorruptionFault fault, Random random)
    {
        (_rate, _random) = (fault.Rate, random);
        _untilNext = Gap();
    }

    public override void Take(Parcel parcel, TimeSpan now)
    {
        var bytes = parcel.Bytes.Span;
        var at = _untilNext;
        for (; at < bytes.Length; at += 1 + Gap())
            bytes[(int)at] ^= (byte)_random.Next(1, 256);

        _untilNext = at - bytes.Length;
        Hold(parcel, now);
    }

    /// <summary>How many bytes in a row stay as they are: geometrically distributed, which is the same as one draw for each byte.</summary>
    private long Gap() => _rate >= 1 ? 0 : (long)Math.Min(long.MaxValue / 4, Math.Log(1 - _random.NextDouble()) / Math.Log(1 - _rate));
}
