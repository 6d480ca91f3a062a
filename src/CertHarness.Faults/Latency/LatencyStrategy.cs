using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Latency;

internal sealed class LatencyStrategy(LatencyFault fault, Random random) : FaultStrategy
{
    private TimeSpan _last;

    public override bool Travelling => true;

    public override void Take(Parcel parcel, TimeSpan now)
    {
        var due = now + fault.Delay + (fault.Jitter * ((2 * random.NextDouble()) - 1));
        _last = due > _last ? due : _last;
        Hold(parcel, _last);
    }
}
