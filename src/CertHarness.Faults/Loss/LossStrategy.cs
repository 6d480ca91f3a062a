using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Loss;

internal sealed class LossStrategy(LossFault fault, Random random) : FaultStrategy
{
    public override void Take(Parcel parcel, TimeSpan now)
    {
        if (random.NextDouble() >= fault.Rate)
            Hold(parcel, now);
    }
}
