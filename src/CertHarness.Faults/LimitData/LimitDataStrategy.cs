using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.LimitData;

internal sealed class LimitDataStrategy : FaultStrategy
{
    private long _left;

    public LimitDataStrategy(LimitDataFault fault, TimeSpan now)
    {
        _left = fault.Bytes;
        if (_left == 0)
            Hold(Parcel.Of(Ending.Close), now);
    }

    public override void Take(Parcel parcel, TimeSpan now)
    {
        if (parcel.End is not null)
            Hold(parcel, now);
        if (_left == 0 || parcel.Bytes.IsEmpty)
            return;
        var through = parcel.Bytes[..(int)Math.Min(parcel.Bytes.Length, _left)];
        Hold(new Parcel(through), now);
        _left -= through.Length;
        if (_left == 0)
            Hold(Parcel.Of(Ending.Close), now);
    }
}
