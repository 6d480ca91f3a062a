namespace CertHarness.Faults.Relaying;

/// <summary>Randomness for each way of each connection under each fault, whatever the others draw.</summary>
internal static class Seed
{
    /// <summary>Mixes numbers as SplitMix64 does (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).</summary>
    public static Random Random(params ReadOnlySpan<int> numbers)
    {
        var mixed = 0UL;
        foreach (var number in numbers)
        {
            mixed += unchecked((uint)number) + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
        }

        return new Random(unchecked((int)mixed));
    }
}
