using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults.Relaying;

/// <summary>A fault of a proxy, as it lies on the ways of all connections.</summary>
internal sealed class Injection(Func<TimeSpan, Random, FaultStrategy> begin, Direction direction, double probability, int seed, int number)
{
    /// <summary>Begins it on a way; null where it does not lie on this one.</summary>
    public FaultStrategy? Begin(int connection, Side to, TimeSpan now)
    {
        if (!direction.HasFlag(to == Side.Sut ? Direction.ToSut : Direction.FromSut))
            return null;
        var random = Seed.Random(seed, number, connection, (int)to);
        return random.NextDouble() < probability ? begin(now, random) : null;
    }
}
