using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Bandwidth;

/// <summary>The same link for datagrams: none is cut, and what finds the link's buffer full is lost, as nobody slows the sender down.</summary>
internal sealed class DatagramBandwidthStrategy(BandwidthFault fault, TimeSpan begun) : FaultStrategy
{
    private const int BufferBytes = 64 << 10;
    private const double BucketSeconds = 0.02;

    private TimeSpan _free = begun - TimeSpan.FromSeconds(BucketSeconds);

    public override void Take(Parcel parcel, TimeSpan now)
    {
        if (HeldBytes + parcel.Bytes.Length > BufferBytes)
            return;

        // Of the time in which the link stood idle as much counts as the bucket holds.
        var earliest = now - TimeSpan.FromSeconds(BucketSeconds);
        _free = (_free > earliest ? _free : earliest) + TimeSpan.FromSeconds((double)parcel.Bytes.Length / fault.BytesPerSecond);
        Hold(parcel, _free > now ? _free : now);
    }
}
