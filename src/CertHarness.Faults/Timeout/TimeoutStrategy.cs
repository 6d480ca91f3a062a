using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Timeout;

internal sealed class TimeoutStrategy : FaultStrategy
{
    private bool _lost;

    public TimeoutStrategy(TimeoutFault fault, TimeSpan now)
    {
        if (fault.After > TimeSpan.Zero)
            Hold(Parcel.Of(Ending.Close), now + fault.After);
    }

    public override void Take(Parcel parcel, TimeSpan now)
    {
        _lost |= !parcel.Bytes.IsEmpty;
        if (parcel.End is not null)
            Hold(parcel, now);
    }

    public override IEnumerable<Parcel> Release() => _lost ? [Parcel.Of(Ending.Close)] : [];
}
