using CertHarness.Load.Timing;

namespace CertHarness.Load.Schedules;

internal sealed record ConstantCopies(int Copies, TimeSpan During) : LoadSimulation(During)
{
    internal override int LastCopies => Copies;

    internal override IEnumerable<CopyChange> CopiesFrom(long start, int before) => [new(start, Copies)];
}

internal sealed record RampingCopies(int Copies, TimeSpan During) : LoadSimulation(During)
{
    internal override int LastCopies => Copies;

    internal override IEnumerable<CopyChange> CopiesFrom(long start, int before)
    {
        yield return new(start, before);
        var steps = Math.Abs(Copies - before);
        for (var step = 1; step <= steps; step++)
        {
            var at = (long)((Int128)During.Nanoseconds() * step / steps);
            yield return new(start + at, before + (Copies > before ? step : -step));
        }
    }
}

internal sealed record Pausing(TimeSpan During) : LoadSimulation(During);
