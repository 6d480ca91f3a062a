using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Reset;

internal sealed class ResetStrategy : FaultStrategy
{
    public ResetStrategy(ResetFault fault, TimeSpan now) => Hold(Parcel.Of(Ending.Reset), now + fault.After);

    public override void Take(Parcel parcel, TimeSpan now) => Hold(parcel, now);

    /// <summary>The reset that was to come does not come; all else went on when it arrived.</summary>
    public override IEnumerable<Parcel> Release() => [];
}
