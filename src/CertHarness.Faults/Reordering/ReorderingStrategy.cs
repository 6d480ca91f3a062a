using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Reordering;

internal sealed class ReorderingStrategy(ReorderingFault fault, Random random) : FaultStrategy
{
    public override bool Travelling => true;

    public override void Take(Parcel parcel, TimeSpan now) => Hold(parcel, random.NextDouble() < fault.Rate ? now + fault.Delay : now);
}
