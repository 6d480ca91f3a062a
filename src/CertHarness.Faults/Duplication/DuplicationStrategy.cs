using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Duplication;

internal sealed class DuplicationStrategy(DuplicationFault fault, Random random) : FaultStrategy
{
    public override void Take(Parcel parcel, TimeSpan now)
    {
        // Bytes of its own: a fault behind this one may alter one of the two.
        if (random.NextDouble() < fault.Rate)
            Hold(new Parcel(parcel.Bytes.ToArray()), now);
        Hold(parcel, now);
    }
}
