using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.SlowClose;

internal sealed class SlowCloseStrategy(SlowCloseFault fault) : FaultStrategy
{
    public override void Take(Parcel parcel, TimeSpan now) =>
        Hold(parcel, parcel.End is Ending.Finish or Ending.Close ? now + fault.Delay : now);
}
