using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Bandwidth;

internal sealed class BandwidthStrategy(BandwidthFault fault, TimeSpan begun) : FaultStrategy
{
    private const double BucketSeconds = 0.02;

    private readonly double _bucket = Math.Max(1, fault.BytesPerSecond * BucketSeconds);
    private double _tokens = Math.Max(1, fault.BytesPerSecond * BucketSeconds);
    private TimeSpan _counted = begun;

    public override void Take(Parcel parcel, TimeSpan now)
    {
        // What waits already has used up the tokens until the time when the last of it goes.
        var due = now > _counted ? now : _counted;
        for (var rest = parcel.Bytes; !rest.IsEmpty;)
        {
            var piece = rest[..(int)Math.Min(rest.Length, _bucket)];
            due = DueOf(piece.Length, due);
            Hold(new Parcel(piece), due);
            rest = rest[piece.Length..];
        }

        if (parcel.End is not null)
            Hold(parcel, due);
    }

    private TimeSpan DueOf(int length, TimeSpan earliest)
    {
        _tokens = Math.Min(_bucket, _tokens + ((earliest - _counted).TotalSeconds * fault.BytesPerSecond));
        var missing = Math.Max(0, length - _tokens);
        _counted = earliest + TimeSpan.FromTicks((long)Math.Ceiling(missing / fault.BytesPerSecond * TimeSpan.TicksPerSecond));
        _tokens += missing - length;
        return _counted;
    }
}
