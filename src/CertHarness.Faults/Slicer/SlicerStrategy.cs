using CertHarness.Faults.Relaying;

namespace CertHarness.Faults.Slicer;

internal sealed class SlicerStrategy(SlicerFault fault, Random random) : FaultStrategy
{
    private int _untilCut;
    private TimeSpan _next;

    public override void Take(Parcel parcel, TimeSpan now)
    {
        for (var rest = parcel.Bytes; !rest.IsEmpty;)
        {
            if (_untilCut == 0)
                _untilCut = (int)random.NextInt64((long)fault.AverageSize - fault.SizeVariation, (long)fault.AverageSize + fault.SizeVariation + 1);
            var piece = rest[..Math.Min(rest.Length, _untilCut)];
            var due = now > _next ? now : _next;
            Hold(new Parcel(piece), due);
            _next = due + fault.Delay;
            _untilCut -= piece.Length;
            rest = rest[piece.Length..];
        }

        if (parcel.End is not null)
            Hold(parcel, now > _next ? now : _next);
    }
}
