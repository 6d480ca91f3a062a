using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.HalfOpen;

internal sealed class HalfOpenStrategy : FaultStrategy
{
    public override void Take(Parcel parcel, TimeSpan now) => Hold(parcel, TimeSpan.MaxValue);
}
